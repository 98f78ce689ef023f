import { invalidRequest } from '../protocol/stripe-refusal.ts';
import type { StripeState } from '../state/stripe-state.ts';

/** What may be put in the place of an id, by the path that a call names. */
const EXPANSIONS: Readonly<Record<string, (state: StripeState, object: Record<string, unknown>) => void>> = {
  charge: (state, object) => {
    object.charge = state.charges[String(object.charge)] ?? null;
  },
  latest_charge: (state, object) => {
    object.latest_charge = state.charges[String(object.latest_charge)] ?? null;
  },
  latest_invoice: (state, object) => {
    object.latest_invoice = state.invoices[String(object.latest_invoice)] ?? null;
  },
  payments: (state, object) => {
    const data = Object.values(state.invoicePayments).filter(({ invoice }) => invoice === object.id);
    object.payments = { object: 'list', has_more: false, data };
  },
};

/** An object with what the call wants expanded. Throws StripeRefusal for a path that cannot be. */
export function expanded(state: StripeState, object: object, paths: readonly string[] = []): object {
  const copy: Record<string, unknown> = { ...object };
  for (const path of paths) {
    const inList = /^data\.(.+)$/.exec(path)?.[1];
    if (inList !== undefined && Array.isArray(copy.data)) {
      copy.data = copy.data.map((each: object) => expanded(state, each, [inList]));
      continue;
    }
    const [name = '', ...inside] = path.split('.');
    const expand = EXPANSIONS[name];
    if (expand === undefined || (name !== 'payments' && !(name in copy)))
      throw invalidRequest(`This property cannot be expanded (${path}).`);
    expand(state, copy);
    const found = copy[name];
    if (inside.length > 0 && typeof found === 'object' && found !== null)
      copy[name] = expanded(state, found, [inside.join('.')]);
  }
  return copy;
}
