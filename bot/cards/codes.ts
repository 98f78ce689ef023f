import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a code is for: a link, which is used once, or what the browser keeps after that. */
export type CodePurpose = 'link' | 'browser';

/** A code that was read: whose it is, and what names it. */
export interface ReadCode {
  readonly telegramId: number;
  readonly nonce: string;
}

const FORM = /^([1-9]\d{0,15})\.(\d{10,11})\.([0-9a-f]{16})\.([A-Za-z0-9_-]{43})$/;

/** "account.until.nonce.signature": a link to the plans' page that stands for a person of Telegram. */
export function signCode(secret: string, purpose: CodePurpose, code: ReadCode & { readonly untilMs: number }): string {
  const text = `${code.telegramId}.${Math.floor(code.untilMs / 1_000)}.${code.nonce}`;
  return `${text}.${signature(secret, purpose, text)}`;
}

/** Whose code it is; null for one that is not ours to the letter, for another purpose, or too old. nowMs is the machines' time. */
export function readCode(
  secret: string,
  purpose: CodePurpose,
  { code, nowMs }: { readonly code: string; readonly nowMs: number },
): ReadCode | null {
  const [, id, until, nonce, signed] = FORM.exec(code) ?? [];
  if (id === undefined || until === undefined || nonce === undefined || signed === undefined) return null;
  const expected = Buffer.from(signature(secret, purpose, `${id}.${until}.${nonce}`));
  if (!timingSafeEqual(expected, Buffer.from(signed)) || Number(until) * 1_000 < nowMs) return null;
  return { telegramId: Number(id), nonce };
}

function signature(secret: string, purpose: CodePurpose, text: string): string {
  return createHmac('sha256', secret).update(`${purpose} ${text}`).digest('base64url');
}
