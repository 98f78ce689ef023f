import type { RecordLine, TrackRecord } from '../../../engine/signals/track-record.ts';
import type { Language } from '../../texts/language.ts';

/** Below this many settled signals an accuracy says little. */
const FEW = 300;
/** Room for markets in a record, which with all else stays below Telegram's 4,096. */
const MARKET_CHARACTERS = 2_400;

interface TrackAbout {
  readonly note: string | null;
  /** Markets on other pages. */
  readonly more: number;
}

/** The track record. */
export function trackTexts(language: Language) {
  const { t } = language;
  return {
    trackTitle: (symbol: string | null) => (symbol === null ? t('track-title') : t('track-title-of', { symbol })),
    trackEmpty: t('track-empty'),
    /** perSeries of the record: the markets to name. */
    track: (record: TrackRecord, about: TrackAbout) => trackText(language, record, about),
  };
}

function trackText(language: Language, record: TrackRecord, { note, more }: TrackAbout): string {
  const { t, format } = language;
  const { published, allScored, fromMs, toMs } = record;
  const span =
    fromMs === null || toMs === null ? [] : [t('track-span', { from: format.minute(fromMs), to: format.minute(toMs) })];
  const sections = [
    [...span, ...(note === null ? [] : [t('market-note', { note })])],
    published.count === 0
      ? [t('track-empty')]
      : [t('track-published'), ...lineTexts(language, published), verdict(language, published)],
    allScored.count === 0 ? [] : [t('track-scored'), ...lineTexts(language, allScored)],
    record.perSeries.length + more < 2 ? [] : [t('track-markets'), ...marketLines(language, record, more)],
    [t('track-explained')],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function lineTexts({ t, format }: Language, line: RecordLine): readonly string[] {
  const counts = [
    t('track-right', { count: line.right }),
    t('track-wrong', { count: line.wrong }),
    ...(line.flat > 0 ? [t('track-flat', { count: line.flat })] : []),
    ...(line.void > 0 ? [t('track-void', { count: line.void })] : []),
  ];
  const average = line.averageReturnBps;
  return [
    counts.join(' · '),
    // An accuracy never stands without its interval.
    line.accuracy === null || line.accuracyInterval === null
      ? t('track-accuracy-none')
      : t('track-accuracy', {
          accuracy: format.percent(line.accuracy),
          interval: format.interval(line.accuracyInterval),
        }),
    ...(line.reversalAccuracy === null
      ? []
      : [t('track-reversal', { accuracy: format.percent(line.reversalAccuracy) })]),
    ...(average === null ? [] : [t('track-average', { bps: format.signed(average, 1) })]),
  ];
}

function verdict({ t }: Language, line: RecordLine): string {
  const counted = line.right + line.wrong;
  if (line.accuracyInterval === null || line.reversalAccuracy === null) return t('track-verdict-early');
  const [low, high] = line.accuracyInterval;
  if (counted < FEW) return t('track-verdict-few', { counted, few: FEW });
  if (low > line.reversalAccuracy) return t('track-verdict-better');
  if (high < line.reversalAccuracy) return t('track-verdict-worse');
  return t('track-verdict-same');
}

/** As many markets as one message has room for, and how many are left out or stand on other pages. */
function marketLines(language: Language, { perSeries }: TrackRecord, more: number): readonly string[] {
  const lines: string[] = [];
  let room = MARKET_CHARACTERS;
  for (const line of perSeries.map((each) => seriesText(language, each))) {
    room -= line.length + 1;
    if (room < 0) break;
    lines.push(line);
  }
  const left = perSeries.length - lines.length + more;
  return left === 0 ? lines : [...lines, language.t('track-more', { more: left })];
}

function seriesText({ t, format }: Language, { series, published }: TrackRecord['perSeries'][number]): string {
  const market = series.replace(/^\w+:/, '').replace('@', ' ');
  if (published.accuracy === null || published.accuracyInterval === null) return t('track-series-none', { market });
  return t('track-series', {
    market,
    accuracy: format.percent(published.accuracy),
    interval: format.interval(published.accuracyInterval),
    counted: published.right + published.wrong,
  });
}
