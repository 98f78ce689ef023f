import type { SeriesKey } from '../../../engine/market/series.ts';
import { SWING_CANDLES } from '../../../engine/swing/decide-swing.ts';
import { marketNames } from '../../market-names.ts';
import type { Language } from '../../texts/language.ts';
import type { ChosenMarket, Redated } from './chosen-market.ts';

/** What is replayed, for people: without configuration strings or paths. */
export function marketText(market: ChosenMarket, language: Language): string {
  const { plain, format } = language;
  const replayed = plain('sandbox-market', {
    source: market.source,
    seed: String(market.seed),
    names: marketNames(
      market.series.map(({ key }) => key),
      language,
    ),
    from: dateText(market.startMs, language),
    to: dateText(market.endMs, language),
    candles: format.count(market.pastCandles),
  });
  const redated =
    market.redated.length === 0
      ? []
      : [plain('sandbox-market-redated', { redated: redatedText(market.redated, language) })];
  const short = market.tooShortForSwing.length === 0 ? [] : [withoutSwingText(market.tooShortForSwing, language)];
  return [replayed, ...redated, ...short].join('. ');
}

/** "No swing signals of BTC/USD (Kraken, 4h): fewer than 901 candles of past". */
export function withoutSwingText(keys: readonly SeriesKey[], language: Language): string {
  const names = marketNames(keys, language);
  return language.plain('sandbox-without-swing', { names, candles: String(SWING_CANDLES) });
}

/** "EUR/USD is of 2018, dated 6 years later". */
export function redatedText(redated: readonly Redated[], { plain }: Language): string {
  return redated
    .map(({ symbol, year, yearsLater }) =>
      plain('sandbox-redated', {
        ...{ symbol, year: String(year), years: Math.abs(yearsLater) },
        direction: yearsLater > 0 ? 'later' : 'earlier',
      }),
    )
    .join(', ');
}

/** "6 Sep 2024", UTC. */
export function dateText(timeMs: number, { plain, format }: Language): string {
  return plain('sandbox-date', { day: format.dayOfMonth(timeMs), year: String(new Date(timeMs).getUTCFullYear()) });
}
