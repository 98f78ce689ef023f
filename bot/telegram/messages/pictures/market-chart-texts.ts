import type { SeriesKey } from '../../../../engine/market/series.ts';
import type { ShownSignal } from '../../../answers/reader-signal.ts';
import type { Language } from '../../../texts/language.ts';
import { priceDecimals } from '../price-decimals.ts';
import { signalTexts } from '../signal/signal-texts.ts';

interface ShownMarket {
  readonly series: SeriesKey;
  /** Of the newest close. */
  readonly price: number;
  readonly open: readonly ShownSignal[];
}

/** What stands under the chart of a market. */
export function marketChartTexts(language: Language) {
  const { t, format } = language;
  return {
    marketChartCaption({ series, price, open }: ShownMarket, { note }: { readonly note: string | null }): string {
      const { symbol, timeframe } = series;
      const shown = format.decimal(price, priceDecimals(symbol, [price]));
      const { signalLine } = signalTexts(language);
      return [
        t('market-chart-title', { symbol, timeframe, price: shown }),
        ...(open.length === 0 ? [t('market-chart-none')] : [t('market-chart-open'), ...open.map(signalLine)]),
        ...(note === null ? [] : [t('market-note', { note })]),
      ].join('\n');
    },
    marketChartEmpty: (symbol: string) => t('market-chart-empty', { symbol }),
    marketChartMissing: t('market-chart-missing'),
    marketChartChoose: t('market-chart-choose'),
  };
}
