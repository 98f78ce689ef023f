const PRICE = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const SMALL_PRICE = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });
const COUNT = new Intl.NumberFormat('en-US');

/** "65,432.10", "1.08434", "0.000013". */
export function formatPrice(price: number): string {
  return Math.abs(price) >= 100 ? PRICE.format(price) : SMALL_PRICE.format(price);
}

export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** "54.9 %" of a fraction, "–" for null. */
export function formatPercent(fraction: number | null): string {
  return fraction === null ? '–' : `${(fraction * 100).toFixed(1)} %`;
}

/** "+22", "−61" or "0": whole, with a real minus sign. */
export function formatSigned(value: number): string {
  const digits = Math.abs(value).toFixed(0);
  return digits === '0' ? digits : `${value < 0 ? '−' : '+'}${digits}`;
}

/** "05-12 14:00" in UTC, for tables of recent things. */
export function formatShortTime(timeMs: number): string {
  return formatTime(timeMs).slice(5);
}

/** "2024-05-12 14:00" in UTC. */
export function formatTime(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** "just now", "4 min", "3 h", "2 d". */
export function formatAge(seconds: number): string {
  if (seconds < 60) return 'just now';
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min ago`;
  if (seconds < 129_600) return `${Math.round(seconds / 3_600)} h ago`;
  return `${Math.round(seconds / 86_400)} d ago`;
}
