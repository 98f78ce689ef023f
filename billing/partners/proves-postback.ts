import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { PostbackProof } from './partner.ts';

/** A signature older or newer than this is a replay. */
const TOLERANCE_MS = 300_000;
const SIGNATURE = /^t=(\d{10}),v1=([0-9a-f]{64})$/;

/** What of a request proves whose it is. signed: the very body of a POST, the query of a GET before its signature. */
export interface PostbackCall {
  readonly signed: string | Uint8Array;
  /** "t=SECONDS,v1=HEX". */
  readonly signature: unknown;
  readonly secret: unknown;
}

/**
 * Whether a call is the partner's: by its secret, or by a signature of the last five minutes. Compared in constant time. nowMs is the
 * machines' time.
 */
export function provesPostback({ type, secret }: PostbackProof, call: PostbackCall, nowMs: number): boolean {
  if (type === 'secret') return typeof call.secret === 'string' && isSame(call.secret, secret);
  const [, seconds, given] = SIGNATURE.exec(typeof call.signature === 'string' ? call.signature : '') ?? [];
  if (seconds === undefined || given === undefined) return false;
  const isFresh = Math.abs(nowMs - Number(seconds) * 1_000) <= TOLERANCE_MS;
  return isSame(given, signatureHex(secret, seconds, call.signed)) && isFresh;
}

/** The signature of a call, as a partner makes it: HMAC-SHA256 over "SECONDS.TEXT". */
export function signPostback(secret: string, signed: string | Uint8Array, nowMs: number): string {
  const seconds = String(Math.floor(nowMs / 1_000));
  return `t=${seconds},v1=${signatureHex(secret, seconds, signed)}`;
}

function signatureHex(secret: string, seconds: string, signed: string | Uint8Array): string {
  return createHmac('sha256', secret).update(`${seconds}.`).update(signed).digest('hex');
}

function isSame(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
