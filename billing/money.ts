/** An amount of one currency in its smallest unit, whole: Stars (XTR), cents (USD). Amounts of two currencies are never added. */
export interface Money {
  readonly amountMinor: number;
  readonly currency: string;
}

/** The currency of Telegram Stars. */
export const STARS_CURRENCY = 'XTR';

/** An amount in Telegram Stars. */
export function stars(amountMinor: number): Money {
  return { amountMinor, currency: STARS_CURRENCY };
}
