import { createHmac } from 'node:crypto';

/** A number below zero, which no person has; the same each time, and without the token nobody can tell whose it is. */
export function pseudonymOf(token: string, telegramId: number): number {
  return -createHmac('sha256', token).update(`pseudonym ${telegramId}`).digest().readUIntBE(0, 6) - 1;
}
