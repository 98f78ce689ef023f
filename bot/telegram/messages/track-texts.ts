import type { RecordLine } from '../../../engine/signals/record-line.ts';
import type { TrackRecord } from '../../../engine/signals/track-record.ts';
import type { Language } from '../../texts/language.ts';

/** Below this many settled signals an accuracy means little. */
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
  const { t, format } = language;
  return {
    historyEmpty: t('history-empty'),
    history: ({
      count,
      fromMs,
      note,
    }: {
      readonly count: number;
      readonly fromMs: number;
      readonly note: string | null;
    }) =>
      [t('history', { count, from: format.day(fromMs) }), ...(note === null ? [] : [t('market-note', { note })])].join(
        '\n',
      ),
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
  const direction = [...lineTexts(language, published), verdict(language, published)];
  const sections = [
    [...span, ...(note === null ? [] : [t('market-note', { note })])],
    ...(published.count === 0
      ? [[t('track-empty')]]
      : [
          [t('track-published'), ...planTexts(language, published)],
          partTexts(language, record),
          windowTexts(language, record),
          [t('track-direction'), ...direction],
        ]),
    allScored.count === 0 ? [] : [t('track-scored'), ...lineTexts(language, allScored)],
    record.perSeries.length + more < 2 ? [] : [t('track-markets'), ...marketLines(language, record, more)],
    [t('track-explained')],
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

/** "−0.179 %": a mean of many small results. */
function averageText({ format }: Language, bps: number): string {
  return format.signedPercent(bps / 1e4, 3);
}

/** What a reader who did as printed had, after cost. */
function planTexts(language: Language, line: RecordLine): readonly string[] {
  const { t, format } = language;
  const { plan } = line;
  const counts = t('track-counts', { signals: line.count, closes: line.closes });
  if (plan === null || plan.averageNetBps === null || plan.winShare === null || plan.winShareInterval === null)
    return [counts];
  const won = { share: format.percent(plan.winShare), interval: format.interval(plan.winShareInterval) };
  const { averageWinBps: win, averageLossBps: loss, averageNetInterval: interval } = plan;
  const average = averageText(language, plan.averageNetBps);
  const [low, high] = interval ?? [0, 0];
  return [
    counts,
    interval === null
      ? t('track-net-alone', { average })
      : t('track-net', { average, low: averageText(language, low), high: averageText(language, high) }),
    t('track-won', {
      ...won,
      win: win === null ? '–' : format.signedPercent(win / 1e4, 2),
      loss: loss === null ? '–' : format.signedPercent(loss / 1e4, 2),
    }),
    t('track-touched', { stopped: plan.stopped, target: plan.atTarget }),
  ];
}

/** Worth trading and information apart, with the account of the former; and what reached nobody. */
function partTexts(language: Language, record: TrackRecord): readonly string[] {
  const { t, plain, format } = language;
  const { worthTrading, information, unreached, equity } = record;
  const shown = record.groups.filter((group) => group.isShown).length;
  const end = equity.points.at(-1)?.equity;
  return [
    worthText(language, record),
    ...(end === undefined
      ? []
      : [t('track-equity', { result: format.signedPercent(end - 1, 1), fall: format.percent(equity.maxDrawdown) })]),
    ...(worthTrading.count > 0 && shown === 0 ? [t('track-not-shown')] : []),
    ...(information.count === 0 ? [] : [partLine(language, plain('track-information'), information)]),
    ...(unreached.count === 0 ? [] : [partLine(language, plain('track-unreached'), unreached)]),
  ];
}

function worthText(language: Language, { worthTrading, information }: TrackRecord): string {
  const { t } = language;
  const { count, closes, plan } = worthTrading;
  if (count === 0) return t('track-worth-none');
  if (plan === null || plan.averageNetBps === null || plan.averageNetInterval === null)
    return partLine(language, language.plain('track-worth'), worthTrading);
  const [low, high] = plan.averageNetInterval;
  return t('track-worth-net', {
    ...{ average: averageText(language, plan.averageNetBps), signals: count, closes, left: information.count },
    ...{ low: averageText(language, low), high: averageText(language, high) },
  });
}

/** Months that a message has room for. */
const SHOWN_MONTHS = 6;

function windowTexts(language: Language, { last7Days, last30Days, perMonth }: TrackRecord): readonly string[] {
  const { t, plain } = language;
  return [
    t('track-windows'),
    timeLine(language, plain('track-last', { days: '7' }), last7Days),
    timeLine(language, plain('track-last', { days: '30' }), last30Days),
    ...perMonth.slice(0, SHOWN_MONTHS).map(({ month, published }) => timeLine(language, month, published)),
  ];
}

/** "**Information only**: −0.179 % a signal after cost, 642 signals at 372 closes"; the name is words, not markup. */
function partLine(language: Language, name: string, line: RecordLine): string {
  return shortLine(language, { name, kind: 'part' }, line);
}

/** "2024-05: −0.179 % a signal after cost, 642 signals at 372 closes". */
function timeLine(language: Language, name: string, line: RecordLine): string {
  return shortLine(language, { name, kind: 'time' }, line);
}

function shortLine(
  language: Language,
  named: { readonly name: string; readonly kind: 'part' | 'time' },
  { count, closes, plan }: RecordLine,
): string {
  const average = plan?.averageNetBps ?? null;
  const of = { ...named, signals: count, closes };
  return average === null
    ? language.t('track-line-none', of)
    : language.t('track-line', { ...of, average: averageText(language, average) });
}

function lineTexts(language: Language, line: RecordLine): readonly string[] {
  const { t, format } = language;
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
    ...(average === null ? [] : [averageLine(language, line, average)]),
  ];
}

function averageLine(language: Language, line: RecordLine, averageBps: number): string {
  const { t, format } = language;
  const { averageRightBps: right, averageWrongBps: wrong } = line;
  const average = averageText(language, averageBps);
  if (right === null || wrong === null) return t('track-average', { average });
  const sides = { right: format.signedPercent(right / 1e4, 2), wrong: format.signedPercent(wrong / 1e4, 2) };
  return t('track-average-sides', { average, ...sides });
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

function seriesText(language: Language, { series, published }: TrackRecord['perSeries'][number]): string {
  const { t, format } = language;
  const market = series.replace(/^\w+:/, '').replace('@', ' ');
  if (published.accuracy === null || published.accuracyInterval === null) return t('track-series-none', { market });
  return t('track-series', {
    market,
    accuracy: format.percent(published.accuracy),
    interval: format.interval(published.accuracyInterval),
    counted: published.right + published.wrong,
    net: averageText(language, published.plan?.averageNetBps ?? 0),
  });
}
