import { type Plan, starsOf } from './plans.ts';

/** The payload of an invoice: plan, account, time of writing, and a nonce that names the order. */
export interface InvoiceOrder {
  readonly planId: string;
  readonly planVersion: number;
  readonly telegramId: number;
  readonly issuedAtMs: number;
  /** 16 hex digits. */
  readonly nonce: string;
  /** Null: paid once, at the plan's price. */
  readonly terms: InvoiceTerms | null;
}

/** Terms of an invoice beyond its plan. */
export interface InvoiceTerms {
  /** The price asked, in Stars. */
  readonly stars: number;
  /** Period of a subscription in seconds; null for what is paid once. */
  readonly subscriptionSeconds: number | null;
  /** The coupon that made the price, null without one. */
  readonly code: string | null;
  /** Its time is a present for whoever takes it. */
  readonly gift?: true | undefined;
}

/** Telegram's limit of an invoice payload, bytes of UTF-8. */
export const PAYLOAD_MAX_BYTES = 128;

const ORDER = String.raw`([a-z0-9-]{1,32})\.([1-9]\d{0,3})\.([1-9]\d{0,15})\.([1-9]\d{0,12})\.([0-9a-f]{16})`;
const PAYLOAD = new RegExp(`^a1\\.${ORDER}$`);
const PAYLOAD_WITH_TERMS = new RegExp(
  `^a2\\.${ORDER}\\.([1-9]\\d{0,5})\\.(0|[1-9]\\d{0,7})\\.(-|[A-Z0-9]{1,16})(\\.g)?$`,
);

/**
 * "a1.<plan>.<version>.<account>.<issued, epoch seconds>.<nonce>", with terms "a2.….<Stars>.<period, s>.<coupon>",
 * for a present with ".g" behind it, at most 123
 * bytes. Throws on a part that would not come back.
 */
export function encodeInvoicePayload(order: InvoiceOrder): string {
  const { terms } = order;
  const issuedAtSeconds = Math.floor(order.issuedAtMs / 1000);
  const parts = [order.planId, order.planVersion, order.telegramId, issuedAtSeconds, order.nonce];
  const more =
    terms === null
      ? []
      : [terms.stars, terms.subscriptionSeconds ?? 0, terms.code ?? '-', ...(terms.gift ? ['g'] : [])];
  const text = [terms === null ? 'a1' : 'a2', ...parts, ...more].join('.');
  if (decodeInvoicePayload(text) === null)
    throw new Error(`expected an order that fits an invoice payload, was "${text}"`);
  return text;
}

/** The order in a payload, or null when it is not one of ours to the letter. issuedAtMs comes back in whole seconds. */
export function decodeInvoicePayload(payload: string): InvoiceOrder | null {
  const found = PAYLOAD.exec(payload) ?? PAYLOAD_WITH_TERMS.exec(payload);
  const [, planId, version, telegramId, issuedAt, nonce, price, period, code, gift] = found ?? [];
  if (planId === undefined || nonce === undefined) return null;
  const numbers = { planVersion: Number(version), telegramId: Number(telegramId), issuedAtMs: Number(issuedAt) * 1000 };
  if (!Number.isSafeInteger(numbers.telegramId)) return null;
  if (price === undefined || code === undefined) return { planId, ...numbers, nonce, terms: null };
  const terms = {
    stars: Number(price),
    subscriptionSeconds: period === '0' ? null : Number(period),
    code: code === '-' ? null : code,
    ...(gift === undefined ? {} : { gift: true as const }),
  };
  return { planId, ...numbers, nonce, terms };
}

/** The order of a plan for an account, issued now, at the plan's price and paid once unless its terms differ. */
export function orderOf(
  plan: Plan,
  telegramId: number,
  issued: { readonly nowMs: number; readonly nonce: string; readonly terms?: Partial<InvoiceTerms> },
): InvoiceOrder {
  const { nowMs: issuedAtMs, nonce, terms } = issued;
  const asked = { stars: starsOf(plan), subscriptionSeconds: null, code: null, ...terms };
  return {
    ...{ planId: plan.id, planVersion: plan.version, telegramId, issuedAtMs, nonce },
    terms: terms === undefined ? null : asked,
  };
}
