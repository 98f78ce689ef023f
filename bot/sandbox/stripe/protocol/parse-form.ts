import { invalidRequest } from './stripe-refusal.ts';

/** A parameter as it came: text, or what lies under its brackets. */
export type FormValue = string | { [name: string]: FormValue };
/** A list as a form writes it, "items[0][price]=…", or a record. */
export type Parameters = { [name: string]: FormValue };

const NAME = /^[a-z_]+(?:\[[A-Za-z0-9_]*\])*$/;
const DEEPEST = 6;

/** The parameters of a form-encoded body or query, by their brackets. Throws StripeRefusal on a name that is none. */
export function parseForm(text: string): Parameters {
  const all: Parameters = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    if (!NAME.test(name)) throw invalidRequest(`Invalid parameter name: ${name.slice(0, 80)}`);
    const path = name.split(/[[\]]+/).filter((part) => part !== '');
    if (path.length > DEEPEST) throw invalidRequest(`Invalid parameter name: ${name.slice(0, 80)}`);
    put(all, path, value);
  }
  return all;
}

function put(into: Parameters, path: readonly string[], value: string): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const known = into[name];
  const next: Parameters = typeof known === 'object' ? known : Object.create(null);
  into[name] = next;
  put(next, rest, value);
}
