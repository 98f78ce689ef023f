import type { RuleTested } from '../../../engine/backtest/ledger/published-rule.ts';
import type { Language } from '../../texts/language.ts';

/** Fewer trades than this come with a warning. */
const FEW_TRADES = 30;

/** Texts of /backtest. */
export function backtestTexts(language: Language) {
  const { t, format } = language;
  return {
    backtestChoose: t('backtest-choose'),
    backtestOffer: (perDay: number) => t('backtest-offer', { perDay }),
    backtestDays: (word: string, least: number, most: number) =>
      t('backtest-days', { word: format.quoted(word), least, most }),
    backtestRunning: t('backtest-running'),
    backtestQueued: (before: number) => t('backtest-queued', { before }),
    backtestCrowded: t('backtest-crowded'),
    backtestLimit: (perDay: number, waitMs: number) => t('backtest-limit', { perDay, wait: format.wait(waitMs) }),
    backtestTooLittle: (symbol: string) => t('backtest-too-little', { symbol }),
    /** Caption of the picture: at most 1,024 characters as they are read. */
    backtestResult: (tested: RuleTested, note: string | null) => resultText(language, tested, note),
  };
}

/** One honest sentence: whether it lost, whether holding was better, and whether the gain is more than luck. */
function verdictText({ t }: Language, { statistics: s }: RuleTested): string {
  if (s.trades === 0) return t('backtest-no-signal');
  if (s.netReturn <= 0) return s.grossReturn > 0 ? t('backtest-lost-to-cost') : t('backtest-lost');
  if (s.trades < FEW_TRADES) return t('backtest-few', { trades: s.trades });
  const isBeaten = s.buyAndHoldReturn !== null && s.buyAndHoldReturn > s.netReturn;
  const gained = (s.probabilisticSharpe ?? 0) >= 0.95 ? t('backtest-likely') : t('backtest-unsure');
  return [gained, ...(isBeaten ? [t('backtest-holding')] : [])].join(' ');
}

/** A loss that so few rules without an edge have is not bad luck. */
const NO_BAD_LUCK = 0.05;

/** How often a rule without an edge does as well, or as badly: the probabilistic Sharpe ratio in words. */
function luckText({ t, format }: Language, { statistics: s }: RuleTested): readonly string[] {
  const { trades, netReturn, probabilisticSharpe: skill } = s;
  if (trades === 0 || skill === null) return [];
  const isBad = netReturn <= 0 && skill <= NO_BAD_LUCK;
  const share = format.fixed(100 * (isBad ? skill : 1 - skill), 0);
  if (isBad) return [share === '0' ? t('backtest-no-bad-luck') : t('backtest-bad-luck', { share })];
  return [share === '0' ? t('backtest-no-luck') : t('backtest-luck', { share })];
}

function sharpeText({ t, format }: Language, { statistics: s, sharpeInterval }: RuleTested): string {
  const sharpe = s.sharpe === null ? '–' : format.signed(s.sharpe, 2);
  if (s.probabilisticSharpe === null) return t('backtest-sharpe', { sharpe });
  const chance = format.percent(s.probabilisticSharpe);
  if (sharpeInterval === null) return t('backtest-sharpe-likely', { sharpe, chance });
  const [low, high] = sharpeInterval.map((value) => format.signed(value, 1));
  return t('backtest-sharpe-between', { sharpe, chance, low: low ?? '', high: high ?? '' });
}

function howText({ t, plain }: Language, { liveDecisions, walkForwardDecisions, kind }: RuleTested): string {
  const decisions = [
    ...(liveDecisions > 0 ? [plain('backtest-live', { count: liveDecisions })] : []),
    ...(walkForwardDecisions > 0 ? [plain('backtest-walk', { count: walkForwardDecisions, kind })] : []),
  ].join(', ');
  return t('backtest-how', { decisions });
}

function resultText(language: Language, tested: RuleTested, note: string | null): string {
  const { t, plain, format } = language;
  const { statistics: s, series, fromMs, toMs, costBps } = tested;
  const orDash = (value: number | null, text: (value: number) => string): string =>
    value === null ? '–' : text(value);
  const lines = [
    t('backtest-trades', { trades: s.trades }),
    t('backtest-silent', { silent: tested.silentDays, days: tested.days }),
    t('backtest-won', { share: orDash(s.winRate, format.percent) }),
    t('backtest-net', {
      net: format.signedPercent(s.netReturn),
      cost:
        costBps === null
          ? plain('backtest-cost-spread')
          : plain('backtest-cost', { percent: format.percent(costBps / 1e4, 2) }),
      gross: format.signedPercent(s.grossReturn),
      holding: orDash(s.buyAndHoldReturn, format.signedPercent),
    }),
    t('backtest-drawdown', { share: format.percent(s.maxDrawdown) }),
    sharpeText(language, tested),
  ];
  const days = Math.round((toMs - fromMs) / 86_400_000);
  return [
    t('backtest-title', { symbol: series.symbol, timeframe: series.timeframe, days }),
    lines.join('\n'),
    [verdictText(language, tested), ...luckText(language, tested)].join(' '),
    howText(language, tested),
    ...(note === null ? [] : [t('market-note', { note })]),
  ].join('\n\n');
}
