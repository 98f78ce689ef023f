import {
  type BacktestPlan,
  type Costs,
  type Distance,
  type HalfSpread,
  type Level,
  NO_COSTS,
  plainPlan,
  type Sizing,
  type TimeExit,
} from '../../engine/backtest/plan/plan.ts';
import { RULES } from '../../engine/backtest/plan/rules.ts';
import { TIMEFRAMES, timeframeMs } from '../../engine/market/timeframe.ts';
import { MODEL_KINDS } from '../../engine/models/model.ts';
import { CRYPTO_COST_PER_SIDE_BPS } from '../../engine/signals/cost.ts';
import { FILE_OPTIONS } from '../market-files/file-options.ts';
import { choiceOf, defineCommand, numberOf, type OptionValues, UsageError } from '../terminal/arguments.ts';
import { isPlainModel, tradesByValue } from './model-entries.ts';
import { SHARD_OPTIONS } from './shard-options.ts';

const RULE_NAMES = Object.keys(RULES);

export const backtestCommand = defineCommand({
  name: 'backtest',
  summary: 'Trades a model, a file of signals or a plain rule over candle files, costs included.',
  options: {
    data: {
      value: 'FILE',
      many: true,
      help: 'CSV or JSON of candles, packed or not; BTC/USDT=FILE names the market; several share one equity',
    },
    ...FILE_OPTIONS,
    family: {
      value: 'F',
      fallback: 'next-candle',
      help: 'next-candle, or swing: the published trend rule over 4 h candles',
    },
    timeframe: { value: 'T', help: `length of the candles: ${TIMEFRAMES.join(' ')}; 4h with --family swing` },
    risk: { value: 'P', fallback: '1%', help: 'with --family swing: what a stop costs, as a share of the account' },
    model: { value: 'M', help: `walk-forward, never in-sample: one of ${MODEL_KINDS.join(' ')}` },
    signals: {
      value: 'F.csv',
      help: "time (the candle's open) or close_time; signal or probability; stop, target, market if wanted",
    },
    rule: { value: 'R', help: `one of ${RULE_NAMES.join(' ')}` },
    ledger: {
      help: "what was really sent, from this installation's ledger and candles: per tier, from the price its readers could have had",
    },
    symbol: { value: 'S', help: 'with --ledger: only this symbol, such as BTC/USDT' },
    tier: { value: 'T', help: 'with --ledger: whose trades go to --report and --trades: record elite pro free' },
    database: { value: 'NAME', help: "with --ledger: another database on the server, such as a replay's" },
    sides: { value: 'S', fallback: 'both', help: 'long short both' },
    stop: { value: 'L', help: 'stop loss: 2%, 1.5sigma, 2atr, signal (the price it names) or none' },
    target: { value: 'L', help: 'take profit, likewise' },
    trail: { value: 'L', help: 'trailing stop: 2%, 1.5sigma or 2atr' },
    'break-even': { value: 'L', help: 'move the stop to the entry after so much in favour' },
    horizon: {
      value: 'N',
      help: 'leave at the close of the N-th candle; a model without exits: 1, kept while its next signal confirms the side',
    },
    entries: {
      value: 'E',
      fallback: 'worth',
      help: 'with --model and no exits: worth (expected value above the cost, held while above half of it) or published (every signal)',
    },
    'each-candle': { help: 'with --model: every candle a trade of its own, closed and paid even when the side stays' },
    'time-exit': { value: 'H', help: 'leave at this hour UTC: 21, or fri@20 for one weekday' },
    hold: { help: 'an opposite signal does not end a position' },
    limit: {
      value: 'L',
      help: 'enter by a resting order so much better than the close: 0.1%, or 0.1%x3 for three candles',
    },
    threshold: { value: 'X', help: "only entries of at least this strength (a model's or file's confidence 0.5..1)" },
    size: {
      value: 'S',
      fallback: '100%',
      help: 'share of equity per trade: 50%, vol:20% (yearly volatility), kelly:0.5 (share of Kelly)',
    },
    positions: { value: 'N', fallback: '1', help: 'positions at once in one market' },
    'max-exposure': { value: 'P', fallback: '100%', help: 'value of all positions at entry, of equity' },
    'max-daily-loss': {
      value: 'P',
      help: "leave everything within the candle in which the day has lost so much, and rest for the day; judged at candles' extremes",
    },
    'max-drawdown': { value: 'P', help: 'likewise after such a fall from the highest close, and rest until the end' },
    gaps: {
      value: 'G',
      help: 'entries after missing candles: N (dropped when more than N candles late; 2), skip (always dropped; with --model), fill',
    },
    'cool-down': { value: 'LxN', help: 'after L losses in a row no entry for N candles, such as 3x24' },
    lot: { value: 'U', help: 'round sizes down to this many units' },
    'cost-bps': { value: 'N', help: 'fee per side in basis points; default: the published costs of each market' },
    spread: {
      value: 'S',
      help: 'half spread per side: measured (bid and ask in the file), published, or basis points',
    },
    'slippage-bps': { value: 'N', fallback: '0', help: 'slippage per side in basis points' },
    'slippage-sigmas': { value: 'N', fallback: '0', help: "and in units of the candle's volatility" },
    'maker-bps': {
      value: 'N',
      help: 'fee of resting orders: limit entries and targets, filled only when traded through',
    },
    'funding-bps': { value: 'N', fallback: '0', help: 'perpetuals: what longs pay shorts every 8 h, basis points' },
    equity: { value: 'N', fallback: '10000', help: 'money at the start' },
    trials: {
      value: 'N',
      help: 'configurations tried, for the deflated Sharpe ratio; default: what the registry of evaluate knows of these markets',
    },
    sweep: {
      help: 'try all combinations of --stop, --target, --threshold and --cost-bps, each a list: 1%,2%,none or 1%..5%/9',
    },
    ...SHARD_OPTIONS,
    threads: { value: 'N', help: 'threads of a sweep; default: all cores' },
    seed: { value: 'N', fallback: '1', help: 'seed of models and of resampling' },
    trades: { value: 'F.csv', help: 'also write the trades' },
    report: { value: 'F.html', help: 'also write a report with plots as one HTML file' },
    record: { value: 'LABEL', help: 'also write the figures as the row LABEL of RESULTS.md in engine/' },
    json: { help: 'print one JSON object' },
  },
  notes: [
    'Example: npm run backtest -- --data BTCUSDT_binance_1h_2024.csv.gz --timeframe 1h --rule ema-cross --stop 2% --target 4%',
    'Example: npm run backtest -- --data BTCUSD_bitstamp_1h_2018-2022.csv.gz --timeframe 1h --model logistic --sweep',
    'Example: npm run backtest -- --family swing --data BTC/USD=Coinbase-BTC-USD-PT4H.json.gz',
    'Example: npm run backtest -- --ledger --timeframe 1h --report sent.html',
  ],
});

export type BacktestValues = OptionValues<(typeof backtestCommand)['options']>;

/** "2%" as 0.02. */
function percentOf(option: string, text: string, max: number): number {
  const match = /^(\d+(?:\.\d+)?|\.\d+)%$/.exec(text.trim());
  if (match?.[1] === undefined)
    throw new UsageError(`expected --${option} to be a percentage such as 2%, was "${text}"`);
  return numberOf(option, match[1], { min: 0, max: 100 * max }) / 100;
}

function distanceOf(option: string, text: string): Distance {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?|\.\d+)(%|sigma|σ|atr)$/.exec(text.trim()) ?? [];
  const value = number === '' ? Number.NaN : Number(number);
  if (!(value > 0)) throw new UsageError(`expected --${option} to be 2%, 1.5sigma or 2atr, was "${text}"`);
  if (unit === '%') return { type: 'percent', fraction: value / 100 };
  return { type: unit === 'atr' ? 'atr' : 'sigma', multiple: value };
}

function levelOf(option: string, text: string): Level | null {
  if (text === 'none') return null;
  return text === 'signal' ? { type: 'signal' } : distanceOf(option, text);
}

/** "1%..5%/9" as nine texts from 1% to 5%, other texts as they stand. */
function spreadRange(option: string, text: string): readonly string[] {
  if (!text.includes('..')) return [text];
  const match = /^([\d.]+)([^\d.]*)\.\.([\d.]+)([^\d.]*)\/(\d+)$/.exec(text);
  const [from, to, count] = [Number(match?.[1]), Number(match?.[3]), Number(match?.[5])];
  if (match === null || match[2] !== match[4] || !(to > from) || count < 2 || count > 1_000)
    throw new UsageError(`expected a range of --${option} such as 1%..5%/9, was "${text}"`);
  return Array.from(
    { length: count },
    (_, at) => `${Number((from + ((to - from) * at) / (count - 1)).toPrecision(12))}${match[2]}`,
  );
}

/** The values of an option that a sweep takes as a list: split at commas, ranges spread. */
function listOf(option: string, text: string): readonly string[] {
  return text.split(',').flatMap((part) => spreadRange(option, part.trim()));
}

/** The one value of an option outside a sweep, or null when not given. */
function single(option: string, given: string | null): string | null {
  if (given === null) return null;
  const [only, ...others] = listOf(option, given);
  if (only === undefined || others.length > 0)
    throw new UsageError(`expected one --${option} without --sweep, was "${given}"`);
  return only;
}

export function levelsOf(option: 'stop' | 'target', text: string): readonly (Level | null)[] {
  return listOf(option, text).map((part) => levelOf(option, part));
}

export function thresholdsOf(text: string): readonly (number | null)[] {
  return listOf('threshold', text).map((part) =>
    part === 'none' ? null : numberOf('threshold', part, { min: 0, max: 1e6 }),
  );
}

/** Fees per side as fractions. */
export function feesOf(text: string): readonly number[] {
  return listOf('cost-bps', text).map((part) => numberOf('cost-bps', part, { min: 0, max: 1_000 }) / 1e4);
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

function timeExitOf(text: string): TimeExit {
  const [, day = null, hour = ''] = /^(?:([a-z]{3})@)?(\d{1,2})$/.exec(text) ?? [];
  const hourUtc = numberOf('time-exit', hour === '' ? text : hour, { min: 0, max: 23, whole: true });
  return { hourUtc, weekday: day === null ? null : WEEKDAYS.indexOf(choiceOf('time-exit', WEEKDAYS, day)) };
}

function sizingOf(text: string, maxExposure: number): Sizing {
  const cap = Math.min(1, maxExposure);
  if (text.startsWith('vol:')) return { type: 'volatility', perYear: percentOf('size', text.slice(4), 100), cap };
  if (text.startsWith('kelly:'))
    return { type: 'kelly', share: numberOf('size', text.slice(6), { min: 0, max: 1 }), cap };
  return { type: 'fraction', fraction: percentOf('size', text, 100) };
}

function entryOf(text: string | null): BacktestPlan['entry'] {
  if (text === null) return { type: 'market' };
  const [offset = '', patience = '1'] = text.split('x');
  const patienceCandles = numberOf('limit', patience, { min: 1, max: 1e6, whole: true });
  return { type: 'limit', offset: percentOf('limit', offset, 1), patienceCandles };
}

function coolDownOf(text: string | null): BacktestPlan['coolDown'] {
  if (text === null) return null;
  const [, losses = '', candles = ''] = /^(\d+)x(\d+)$/.exec(text) ?? [];
  if (losses === '') throw new UsageError(`expected --cool-down to be LOSSESxCANDLES such as 3x24, was "${text}"`);
  return { losses: Number(losses), candles: Number(candles) };
}

/** A decision of a model is about the very next candle; those of rules and files wait a little. */
function gapsOf(text: string | null, isModel: boolean, fallback: BacktestPlan['gaps']): BacktestPlan['gaps'] {
  if (text === null) return isModel ? 'skip' : fallback;
  if (text === 'fill' || text === 'skip') return text;
  return { maxCandles: numberOf('gaps', text, { min: 0, max: 1e9, whole: true }) };
}

function halfSpreadOf(text: string | null): HalfSpread {
  if (text === null) return { type: 'fixed', fraction: 0 };
  if (text === 'measured') return { type: 'measured' };
  if (text === 'published') return { type: 'published', scenario: 'spotTaker' };
  return { type: 'fixed', fraction: numberOf('spread', text, { min: 0, max: 1_000 }) / 1e4 };
}

function bps(option: 'slippage-bps' | 'maker-bps' | 'funding-bps', text: string, min = 0): number {
  return numberOf(option, text, { min, max: 1_000 }) / 1e4;
}

/** Costs as asked for; without --cost-bps and --spread the published ones, which for coins alone are one number. */
function costsOf(values: BacktestValues, isAllCrypto: boolean): Costs {
  const shared = {
    ...NO_COSTS,
    slippage: bps('slippage-bps', values['slippage-bps']),
    slippageSigmas: numberOf('slippage-sigmas', values['slippage-sigmas'], { min: 0, max: 100 }),
    makerFee: values['maker-bps'] === null ? null : bps('maker-bps', values['maker-bps']),
    fundingPer8h: bps('funding-bps', values['funding-bps'], -1_000),
  };
  const fee = values.sweep ? null : single('cost-bps', values['cost-bps']);
  if (fee !== null || values.spread !== null || values['cost-bps'] !== null)
    return { ...shared, fee: fee === null ? 0 : (feesOf(fee)[0] ?? 0), halfSpread: halfSpreadOf(values.spread) };
  if (isAllCrypto) return { ...shared, fee: CRYPTO_COST_PER_SIDE_BPS.spotTaker / 1e4 };
  return { ...shared, halfSpread: { type: 'published', scenario: 'spotTaker' } };
}

/** The plan that the options describe; of those that a sweep varies, the first value. Throws UsageError. */
export function planOf(values: BacktestValues, isAllCrypto: boolean): BacktestPlan {
  const timeframe = choiceOf('timeframe', TIMEFRAMES, values.timeframe ?? '');
  const maxExposure = percentOf('max-exposure', values['max-exposure'], 100);
  const stop = values.sweep ? null : single('stop', values.stop);
  const target = values.sweep ? null : single('target', values.target);
  const number = (option: 'horizon' | 'lot', bounds: { min: number; max: number; whole?: true }): number | null => {
    const given = values[option];
    return given === null ? null : numberOf(option, given, bounds);
  };
  const horizon = number('horizon', { min: 1, max: 1e9, whole: true });
  const percent = (option: 'max-daily-loss' | 'max-drawdown'): number | null => {
    const given = values[option];
    return given === null ? null : percentOf(option, given, 1);
  };
  const isModel = values.model !== null;
  if (values['each-candle'] && !isModel) throw new UsageError('expected --each-candle with --model, was without');
  // A published signal is about the next candle: a model is held for one, unless it is traded by expected value or has a horizon.
  const isNextCandle = isPlainModel(values) && !tradesByValue(values);
  const plain = plainPlan(timeframeMs(timeframe));
  return {
    ...plain,
    startEquity: numberOf('equity', values.equity, { min: 1e-9, max: 1e15 }),
    sides: choiceOf('sides', ['long', 'short', 'both'], values.sides),
    entry: entryOf(values.limit),
    stop: stop === null ? null : levelOf('stop', stop),
    target: target === null ? null : levelOf('target', target),
    trailing: values.trail === null ? null : distanceOf('trail', values.trail),
    breakEven: values['break-even'] === null ? null : distanceOf('break-even', values['break-even']),
    horizonCandles: isNextCandle ? 1 : horizon,
    renewHorizon: isNextCandle && !values['each-candle'],
    timeExit: values['time-exit'] === null ? null : timeExitOf(values['time-exit']),
    exitOnOpposite: !values.hold,
    maxPositions: numberOf('positions', values.positions, { min: 1, max: 1_000, whole: true }),
    sizing: sizingOf(values.size, maxExposure),
    lotStep: number('lot', { min: 1e-12, max: 1e12 }),
    maxExposure,
    maxDailyLoss: percent('max-daily-loss'),
    maxDrawdown: percent('max-drawdown'),
    coolDown: coolDownOf(values['cool-down']),
    costs: costsOf(values, isAllCrypto),
    gaps: gapsOf(values.gaps, isModel, plain.gaps),
  };
}
