import { ENGLISH } from '../../texts/language.ts';

const SHOWN = 40;

/** What came, short enough for an error's detail and safe for values nested without end. */
export function showValue(value: unknown): string {
  if (value === undefined) return ENGLISH.plain('value-absent');
  if (typeof value === 'string') return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
  if (Array.isArray(value)) return ENGLISH.plain('value-array', { length: String(value.length) });
  if (typeof value === 'object' && value !== null) return ENGLISH.plain('value-object');
  return String(value);
}
