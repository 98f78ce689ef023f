import { ENGLISH } from '../texts/language.ts';
import { HttpProblem } from './problem.ts';

const { plain } = ENGLISH;

/** Names that reach an object's machinery rather than its data. */
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
/** A text without any of these has no forbidden key; a backslash may spell one. */
const SUSPICIOUS = /__proto__|constructor|prototype|\$|\\/;
const MAX_DEPTH = 32;

/** A JSON text as a value. Throws HttpProblem when it is not JSON, has a forbidden or "$" key anywhere, or is too deep. */
export function parseJsonBody(text: string): unknown {
  const value = parseJson(text);
  if (SUSPICIOUS.test(text)) refuseForbiddenKeys(value, '', 0);
  return value;
}

function parseJson(text: string): unknown {
  if (text.trim() === '') throw new HttpProblem('request/not-json', plain('detail-body-empty'));
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpProblem('request/not-json', plain('detail-body', { body: text.slice(0, 40) }));
  }
}

function refuseForbiddenKeys(value: unknown, path: string, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH)
    throw new HttpProblem('request/refused', plain('detail-nesting', { depth: String(MAX_DEPTH) }));
  for (const [key, child] of Object.entries(value)) {
    const field = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
    if (!Array.isArray(value) && (FORBIDDEN_KEYS.has(key) || key.startsWith('$'))) {
      throw new HttpProblem('request/forbidden-key', plain('detail-forbidden-key', { key }), { field });
    }
    refuseForbiddenKeys(child, field, depth + 1);
  }
}
