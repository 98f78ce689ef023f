import type { Plan } from './plans.ts';

/** What an invoice's payload says: which plan, for whom, when it was written, and a nonce that names the order. */
export interface InvoiceOrder {
  readonly planId: string;
  readonly planVersion: number;
  readonly telegramId: number;
  readonly issuedAtMs: number;
  /** 16 hex digits. */
  readonly nonce: string;
}

/** Telegram's limit of an invoice payload, bytes of UTF-8. */
export const PAYLOAD_MAX_BYTES = 128;

const PAYLOAD = /^a1\.([a-z0-9-]{1,32})\.([1-9]\d{0,3})\.([1-9]\d{0,15})\.([1-9]\d{0,12})\.([0-9a-f]{16})$/;

/** "a1.<plan>.<version>.<account>.<issued, epoch seconds>.<nonce>", at most 76 bytes. Throws on a part that would not come back. */
export function encodeInvoicePayload(order: InvoiceOrder): string {
  const issuedAtSeconds = Math.floor(order.issuedAtMs / 1000);
  const text = ['a1', order.planId, order.planVersion, order.telegramId, issuedAtSeconds, order.nonce].join('.');
  if (!PAYLOAD.test(text)) throw new Error(`expected an order that fits an invoice payload, was "${text}"`);
  return text;
}

/** The order in a payload, or null when it is not one of ours to the letter. issuedAtMs comes back in whole seconds. */
export function decodeInvoicePayload(payload: string): InvoiceOrder | null {
  const [, planId, version, telegramId, issuedAt, nonce] = PAYLOAD.exec(payload) ?? [];
  if (planId === undefined || nonce === undefined) return null;
  const numbers = { planVersion: Number(version), telegramId: Number(telegramId), issuedAtMs: Number(issuedAt) * 1000 };
  return Number.isSafeInteger(numbers.telegramId) ? { planId, ...numbers, nonce } : null;
}

/** The order of a plan for an account, issued now. */
export function orderOf(plan: Plan, telegramId: number, issued: { nowMs: number; nonce: string }): InvoiceOrder {
  return { planId: plan.id, planVersion: plan.version, telegramId, issuedAtMs: issued.nowMs, nonce: issued.nonce };
}
