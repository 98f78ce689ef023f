/** How reports write what is not defined. */
export const UNDEFINED_TEXT = '–';

/** "12.3 %" of a fraction; signed when asked, with a real minus. */
export function percentText(
  fraction: number | null,
  options: { readonly digits?: number; readonly signed?: true } = {},
): string {
  if (fraction === null || Number.isNaN(fraction)) return UNDEFINED_TEXT;
  return `${plainText(100 * fraction, options)} %`;
}

/** A number with grouped thousands and at most so many digits after the point. */
export function plainText(
  value: number | null,
  options: { readonly digits?: number; readonly signed?: true } = {},
): string {
  if (value === null || Number.isNaN(value)) return UNDEFINED_TEXT;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const { digits = 2, signed } = options;
  const size = Math.abs(value);
  const text = size >= 1e15 ? size.toExponential(2) : size.toFixed(digits);
  const [whole = '', fraction] = text.split('.');
  const grouped =
    size >= 1e15 ? text : `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction === undefined ? '' : `.${fraction}`}`;
  const isZero = Number(text) === 0;
  const sign = isZero ? '' : value < 0 ? '−' : signed === true ? '+' : '';
  return `${sign}${grouped}`;
}

/** As many significant digits as neighbouring ticks need to differ: "0.25", "12", "1.5k", "2M". */
export function shortText(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  const trimmed = (scaled: number): string => String(Number(scaled.toPrecision(4)));
  if (size >= 1e6) return `${sign}${trimmed(size / 1e6)}M`;
  if (size >= 1e4) return `${sign}${trimmed(size / 1e3)}k`;
  return `${sign}${trimmed(size)}`;
}

/** "3 days", "7 h", "25 min". */
export function durationText(ms: number | null): string {
  if (ms === null || Number.isNaN(ms)) return UNDEFINED_TEXT;
  const [minutes, hours, days] = [ms / 60_000, ms / 3_600_000, ms / 86_400_000];
  if (minutes < 1) return `${plainText(ms / 1000, { digits: 0 })} s`;
  if (minutes < 120) return `${plainText(minutes, { digits: 0 })} min`;
  return hours < 48 ? `${plainText(hours, { digits: 0 })} h` : `${plainText(days, { digits: 0 })} days`;
}

/** "2024-05-12". */
export function dayText(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}

/** A p-value, with as many digits as it deserves. */
export function pValueText(value: number): string {
  return value < 0.0001 ? 'below 0.0001' : value.toFixed(4);
}
