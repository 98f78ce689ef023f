/** What no language translates: names of things, units, what people type. */
const NAMES = new Set(
  'bps UTC BTC USDT EUR USD ETH Binance binance Kraken h d min RSI MACD Bollinger a b x OpenAPI JSON'.split(' '),
);

/** The words of plain letters that a reader sees in a text of the pseudo-language: those that were never in the catalogue. */
export function plainWords(markup: string, names: readonly string[] = []): readonly string[] {
  const shown = markup
    .replaceAll(/<(style|script|code|pre|textarea)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*(?:aria-label|placeholder|title)="([^"]*)"[^>]*>/g, ' $1 ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&\w+;/g, ' ')
    .replaceAll(/(?<!\S)\/[\w/.-]+|\b[A-Z]+(?:_[A-Z]+)+\b/g, ' ');
  const words = shown.match(/\p{L}[\p{L}\d'’-]*/gu) ?? [];
  return words.filter((word) => /^[A-Za-z][A-Za-z'’-]+$/.test(word) && !NAMES.has(word) && !names.includes(word));
}
