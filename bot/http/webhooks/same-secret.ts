import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether what a caller sent is the secret, compared in constant time. */
export function sameSecret(given: unknown, secret: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return typeof given === 'string' && timingSafeEqual(digest(given), digest(secret));
}
