import type { RecordLine } from '../../../engine/signals/record-line.ts';
import type { TrackRecord } from '../../../engine/signals/track-record.ts';
import type { MarketStatus } from '../../market-status.ts';
import type { Language } from '../../texts/language.ts';
import { clipped } from './clipped.ts';
import { STAMP_MARKS } from './market-texts.ts';

/** The last part of a model's version; kind and date are enough for a reader, and the line fits a phone. */
const VERSION_HASH = /-[0-9a-f]{6,}$/;
const MODEL_CHARACTERS = 40;

interface MarketsAbout {
  readonly note: string | null;
  readonly page: number;
  readonly pages: number;
  readonly record: TrackRecord;
}

/** Texts of /markets. */
export function marketsTexts(language: Language) {
  return {
    /** The markets of one page, a line each. */
    markets: (shown: readonly MarketStatus[], about: MarketsAbout) => marketsText(language, shown, about),
  };
}

function marketsText(language: Language, shown: readonly MarketStatus[], about: MarketsAbout): string {
  const { t } = language;
  const { note, page, pages, record } = about;
  const lines = shown.map((market) => marketLine(language, market, recordOf(market, record)));
  return [
    pages < 2 ? t('markets-title') : t('markets-title-page', { page: page + 1, pages }),
    ...(note === null ? [] : [t('market-note', { note })]),
    shown.length === 0 ? t('status-none') : lines.join('\n'),
  ].join('\n\n');
}

function recordOf({ exchange, symbol, timeframe }: MarketStatus, { perSeries }: TrackRecord): RecordLine | null {
  const name = `${exchange}:${symbol}@${timeframe}`;
  return perSeries.find(({ series }) => series === name)?.published ?? null;
}

function marketLine({ t, format }: Language, market: MarketStatus, record: RecordLine | null): string {
  const { symbol, timeframe, state, dataQuality, modelVersion } = market;
  return t('markets-line', {
    ...{ symbol, timeframe, state },
    mark: dataQuality === null ? '⚪' : STAMP_MARKS[dataQuality.stamp],
    model:
      modelVersion === null ? t('markets-no-model') : clipped(modelVersion.replace(VERSION_HASH, ''), MODEL_CHARACTERS),
    // An accuracy never stands without its interval.
    record:
      record === null || record.accuracy === null || record.accuracyInterval === null
        ? t('markets-no-record')
        : t('markets-record', {
            accuracy: format.percent(record.accuracy),
            interval: format.interval(record.accuracyInterval),
            settled: record.right + record.wrong,
          }),
  });
}
