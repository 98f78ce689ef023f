import type { RuleTested } from '../../../engine/backtest/ledger/published-rule.ts';
import { signedText } from '../views/price-text.ts';
import { countText, percentText, quotedText, signedPercentText } from './format.ts';
import { escapeHtml } from './html.ts';

/** Fewer trades than this say little. */
const FEW_TRADES = 30;

/** Texts of /backtest. */
export const backtest = {
  buttonBacktest: '🧪 Backtest',
  buttonDays: (days: number) => `${days} days`,

  backtestChoose:
    '🧪 <b>Backtest</b>\nWhat would the signal rule have made of the past, after cost? Pick a market, or send <code>/backtest btc 180</code>.',
  backtestOffer: (perDay: number) =>
    `🧪 <b>Backtest</b> shows what the signal rule would have made of a pair's past, after cost, losses included, with a picture. It comes with <b>Pro</b>, ${perDay} a day. The /track record is free for everybody.`,
  backtestDays: (word: string, least: number, most: number) =>
    `I expected a number of days from ${least} to ${most}, was ${quotedText(word)}. Like this: <code>/backtest btc 90</code>.`,
  backtestRunning: '⏳ Your backtest is still running. The picture comes by itself.',
  backtestQueued: (before: number) =>
    `⏳ ${before === 1 ? 'One backtest runs' : `${before} backtests run`} before yours. The picture comes by itself.`,
  backtestCrowded: '⏳ Too many backtests are waiting just now. Please try again in a few minutes.',
  backtestLimit: (perDay: number) =>
    `That was your ${perDay} backtests for today. What you asked before stays free to ask again.`,
  backtestTooLittle: (symbol: string) =>
    `There is too little past of ${escapeHtml(symbol)} to test on without looking at what the model learned from. Try again when more candles are stored.`,
  /** Caption of the picture: at most 1,024 characters as they are read. */
  backtestResult: (tested: RuleTested, note: string | null) => resultText(tested, note),
};

/** One honest sentence: whether it lost, whether holding was better, and whether the gain is more than luck. */
function verdictText({ statistics: s }: RuleTested): string {
  if (s.trades === 0) return 'The rule gave no signal in these days.';
  if (s.netReturn <= 0)
    return s.grossReturn > 0
      ? 'It <b>lost money</b>: the edge was there, but smaller than the cost.'
      : 'It <b>lost money</b>, even before cost.';
  if (s.trades < FEW_TRADES) return `It gained, but ${s.trades} trades say little: it may be luck.`;
  const beaten =
    s.buyAndHoldReturn !== null && s.buyAndHoldReturn > s.netReturn ? ' Holding would have made more.' : '';
  const isLikely = (s.probabilisticSharpe ?? 0) >= 0.95;
  return `${isLikely ? 'It gained, and these days alone make luck an unlikely reason.' : 'It gained, but that is not shown to be more than luck.'}${beaten}`;
}

function howText({ liveDecisions, walkForwardDecisions, kind }: RuleTested): string {
  const live = `${countText(liveDecisions)} candles with the probabilities stored live before they opened`;
  const walked = `${countText(walkForwardDecisions)} with those of a ${kind} model fitted only on candles before each (walk-forward)`;
  const both = [...(liveDecisions > 0 ? [live] : []), ...(walkForwardDecisions > 0 ? [walked] : [])].join(', ');
  return `How: the published signal rule, in at the next open, out at its close. ${both}. Never on candles that the model had learned from.`;
}

function resultText(tested: RuleTested, note: string | null): string {
  const { statistics: s, series, fromMs, toMs, costBps } = tested;
  const days = Math.round((toMs - fromMs) / 86_400_000);
  const cost = costBps === null ? 'spread' : `${costBps} bps a side`;
  const chance = s.probabilisticSharpe;
  const lines = [
    `Trades <b>${countText(s.trades)}</b>, one candle each`,
    `Won <b>${s.winRate === null ? '–' : percentText(s.winRate)}</b> after cost`,
    `Net <b>${signedPercentText(s.netReturn)}</b> after ${cost} (before cost ${signedPercentText(s.grossReturn)}, holding ${s.buyAndHoldReturn === null ? '–' : signedPercentText(s.buyAndHoldReturn)})`,
    `Deepest drawdown <b>${percentText(s.maxDrawdown)}</b>`,
    `Sharpe <b>${s.sharpe === null ? '–' : signedText(s.sharpe, 2)}</b>${chance === null ? '' : `, ${percentText(chance)} likely to be truly above 0`}`,
  ];
  return [
    `🧪 <b>${escapeHtml(series.symbol)}</b> ${escapeHtml(series.timeframe)} · ${days} days`,
    lines.map((line) => `• ${line}`).join('\n'),
    verdictText(tested),
    `<i>${howText(tested)}</i>`,
    ...(note === null ? [] : [`⏪ Market: ${escapeHtml(note)}.`]),
  ].join('\n\n');
}
