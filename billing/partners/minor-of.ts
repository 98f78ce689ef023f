/** Decimals of currencies that do not have two (ISO 4217; coins as networks state them). */
const DECIMALS: Readonly<Record<string, number>> = {
  ...{ JPY: 0, KRW: 0, VND: 0, CLP: 0, XTR: 0 },
  ...{ KWD: 3, BHD: 3, OMR: 3, JOD: 3, TND: 3 },
  ...{ USDT: 6, USDC: 6, BTC: 8, ETH: 8 },
};

/** How many decimals amounts of a currency have: 2 where nothing else is known. */
export function decimalsOf(currency: string): number {
  return DECIMALS[currency] ?? 2;
}

/**
 * An amount as text ("12.50") in minor units of its currency; what is below the smallest unit is cut. Null for anything but a plain amount,
 * 0 or more.
 */
export function minorOf(amount: string, currency: string): number | null {
  const [, whole, part = ''] = /^(\d{1,12})(?:\.(\d{1,18}))?$/.exec(amount) ?? [];
  if (whole === undefined) return null;
  const decimals = decimalsOf(currency);
  const minor = Number(whole + part.padEnd(decimals, '0').slice(0, decimals));
  return Number.isSafeInteger(minor) ? minor : null;
}
