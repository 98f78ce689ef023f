import { DAY_MS } from '../../../engine/time.ts';
import type { Summary } from '../../answers/summary.ts';
import type { Language } from '../../texts/language.ts';

/** Pairs that are named. */
const MOST_PAIRS = 6;

/** Text of a channel's daily or weekly summary. */
export function summaryTexts(language: Language) {
  return { summary: (found: Summary) => summaryText(language, found) };
}

function summaryText(language: Language, found: Summary): string {
  const { t } = language;
  return [
    titleText(language, found),
    [
      postedText(language, found),
      ...(found.exits === 0 ? [] : [t('summary-exits', { count: found.exits })]),
      ...resultLines(language, found),
    ].join('\n'),
    ...leftOutText(language, found),
    t('summary-foot'),
  ].join('\n\n');
}

function titleText({ t, format }: Language, { period: { kind, fromMs, toMs } }: Summary): string {
  if (kind === 'daily') return t('summary-day', { day: format.day(fromMs) });
  return t('summary-week', { from: format.day(fromMs), to: format.day(toMs - DAY_MS) });
}

function postedText({ t, format }: Language, { posted, closes, pairs }: Summary): string {
  if (posted === 0) return t('summary-none');
  const names = pairs.map(([symbol, count]) => `${symbol} ${format.count(count)}`);
  return t('summary-posted', { posted, closes, pairs: format.some(names, MOST_PAIRS) });
}

/** Results of plans in per cent of the money put in, after cost. */
function resultLines({ t, format }: Language, { plan }: Summary): readonly string[] {
  if (plan === null) return [];
  const { count, won, winShare, winShareInterval, averageWinBps, averageLossBps } = plan;
  const { averageNetBps, averageNetInterval: interval } = plan;
  if (averageNetBps === null || winShare === null) return [];
  const percent = (bps: number): string => format.signedPercent(bps / 1e4, 2);
  const mean = percent(averageNetBps);
  const share = format.percent(winShare);
  const shares = winShareInterval === null ? share : `${share} ${format.interval(winShareInterval)}`;
  return [
    interval === null
      ? t('summary-net-few', { mean })
      : t('summary-net', { mean, low: percent(interval[0]), high: percent(interval[1]) }),
    ...(interval === null ? [] : [t('summary-verdict', { verdict: verdictOf(interval) })]),
    t('summary-won', { won, counted: count, share: shares }),
    ...(averageWinBps === null ? [] : [t('summary-win', { win: percent(averageWinBps) })]),
    ...(averageLossBps === null ? [] : [t('summary-loss', { loss: percent(averageLossBps) })]),
  ];
}

function verdictOf([low, high]: readonly [number, number]): 'gain' | 'loss' | 'luck' {
  if (low > 0) return 'gain';
  return high < 0 ? 'loss' : 'luck';
}

function leftOutText({ t }: Language, found: Summary): readonly string[] {
  const lines = [
    ...(found.open > 0 ? [t('summary-open', { count: found.open })] : []),
    ...(found.void > 0 ? [t('summary-void', { count: found.void })] : []),
    ...(found.heldBack > 0 ? [t('summary-held-back', { count: found.heldBack })] : []),
    ...(found.tooLate > 0 ? [t('summary-too-late', { count: found.tooLate })] : []),
    ...(found.failed > 0 ? [t('summary-failed', { count: found.failed })] : []),
  ];
  return lines.length === 0 ? [] : [[t('summary-left-out'), ...lines].join('\n')];
}
