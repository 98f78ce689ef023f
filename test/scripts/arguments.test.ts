import { describe, expect, it } from 'vitest';
import { type Candle, type CandleColumns, columnsOf } from '../../engine/market/candle.ts';
import { mergeColumns } from '../../scripts/market-files/candle-files.ts';
import { namedFile } from '../../scripts/market-files/market-name.ts';
import {
  choiceOf,
  dateOf,
  defineCommand,
  helpText,
  numberOf,
  parseOptions,
  UsageError,
} from '../../scripts/terminal/arguments.ts';

const command = defineCommand({
  name: 'example',
  summary: 'Does nothing.',
  options: {
    data: { value: 'FILE', many: true, help: 'files' },
    timeframe: { value: 'T', required: true, help: 'length' },
    seed: { value: 'N', fallback: '1', help: 'seed' },
    only: { value: 'NAME', help: 'filter' },
    json: { help: 'JSON' },
  },
});

/** A candle of price 1 and volume 10, of which takers bought this much. */
const taken = (openTimeMs: number, takerBuyVolume: number): Candle => ({
  openTimeMs,
  open: 1,
  high: 1,
  low: 1,
  close: 1,
  volume: 10,
  takerBuyVolume,
});

describe('command line', () => {
  it('reads options, repeated or with several words after them', () => {
    expect(parseOptions(command, ['--data', 'a', 'b', '--timeframe', '1h', '--data=c', '--json'])).toEqual({
      data: ['a', 'b', 'c'],
      timeframe: '1h',
      seed: '1',
      only: null,
      json: true,
    });
    expect(parseOptions(command, ['--timeframe=1h'])).toMatchObject({ data: [], json: false });
  });

  it('takes a value that begins with a minus for the value it is', () => {
    const words = ['--timeframe', '1h', '--only', '-05:00', '--seed', '-5', '--json'];
    expect(parseOptions(command, words)).toMatchObject({ only: '-05:00', seed: '-5', json: true });
    expect(() => parseOptions(command, ['--timeframe', '1h', '-05:00'])).toThrow(/expected options as in --help/);
  });

  it.each([
    ['an unknown option', ['--timeframe', '1h', '--dat', 'x'], /expected options as in --help: Unknown option '--dat'/],
    ['a stray word', ['x', '--timeframe', '1h'], /expected options as in --help/],
    ['an option without its value', ['--timeframe'], /expected options as in --help/],
    ['a needed option left out', ['--json'], /expected --timeframe T, was not given/],
    ['a value for a switch', ['--timeframe', '1h', '--json=1'], /expected options as in --help/],
  ])('%s is wrong usage, told in one line', (_, words, message) => {
    expect(() => parseOptions(command, words)).toThrow(UsageError);
    expect(() => parseOptions(command, words)).toThrow(message);
  });

  it('--help wins over everything else and shows every option', () => {
    expect(parseOptions(command, ['--help'])).toBe('help');
    const text = helpText(command);
    for (const line of ['--data FILE…', '--timeframe T ', '(needed)', '(default 1)', '--json', '--help'])
      expect(text).toContain(line);
  });

  it('checks choices, numbers and dates', () => {
    expect(choiceOf('model', ['a', 'b'], 'b')).toBe('b');
    expect(() => choiceOf('model', ['a', 'b'], 'c')).toThrow('expected --model to be one of a b, was "c"');
    expect(numberOf('seed', '7', { min: 0, max: 10, whole: true })).toBe(7);
    for (const bad of ['', 'x', '11', '1.5'])
      expect(() => numberOf('seed', bad, { min: 0, max: 10, whole: true })).toThrow(UsageError);
    expect(dateOf('since', '2021-01-01')).toBe(Date.UTC(2021, 0, 1));
    expect(dateOf('since', '2021\u201101\u201101')).toBe(Date.UTC(2021, 0, 1));
    for (const bad of ['1', '2021', '2021-13-01']) expect(() => dateOf('since', bad)).toThrow(UsageError);
  });
});

describe('candle files on the command line', () => {
  it.each([
    ['BTC/USDT=a/b.csv', 'BTC/USDT', 'a/b.csv'],
    ['kraken:EUR/USD=b.csv', 'kraken:EUR/USD', 'b.csv'],
    ['data/BTCUSDT_binance_1h_2024.csv.gz', 'binance:BTC/USDT', 'data/BTCUSDT_binance_1h_2024.csv.gz'],
    ['EURUSD_oanda-bidask_1h_2007-2018.csv.gz', 'oanda:EUR/USD', 'EURUSD_oanda-bidask_1h_2007-2018.csv.gz'],
    ['x/EURUSD60.csv', 'EUR/USD', 'x/EURUSD60.csv'],
    ['DAT_ASCII_EURUSD_H1.csv', 'EUR/USD', 'DAT_ASCII_EURUSD_H1.csv'],
    ['eurusd-1h.csv', 'EUR/USD', 'eurusd-1h.csv'],
    ['XAUUSDm5.csv', 'XAU/USD', 'XAUUSDm5.csv'],
    ['BINANCE_ADAUSDT, 60.csv', 'ADA/USDT', 'BINANCE_ADAUSDT, 60.csv'],
    ['Binance_BTCUSDT_1h.json.gz', 'BTC/USDT', 'Binance_BTCUSDT_1h.json.gz'],
    ['ta4j_Coinbase-BTC-USD-PT4H.json.gz', 'BTC/USD', 'ta4j_Coinbase-BTC-USD-PT4H.json.gz'],
    ['excel-de.csv', 'excel-de', 'excel-de.csv'],
    ['x/some=thing.csv', 'some=thing', 'x/some=thing.csv'],
  ])('%s is the market %s', (argument, name, path) => {
    expect(namedFile(argument)).toEqual({ name, path });
  });

  it('files of one market are joined in time; the first counts where both have a candle', () => {
    const candle = (openTimeMs: number, price: number) => ({
      openTimeMs,
      open: price,
      high: price,
      low: price,
      close: price,
      volume: 1,
    });
    const merged = mergeColumns(
      columnsOf([candle(2, 20), candle(3, 30)]),
      columnsOf([candle(1, 1), candle(2, 2), candle(4, 4)]),
    );
    expect([...merged.openTimeMs]).toEqual([1, 2, 3, 4]);
    expect([...merged.close]).toEqual([1, 20, 30, 4]);
  });

  it('a column that only some sources have is joined like the others where both files have it, and left out otherwise', () => {
    const { takerBuyVolume: _, ...plain } = taken(2, 9);
    const merged = mergeColumns(columnsOf([taken(2, 5)]), columnsOf([taken(1, 3), taken(2, 7), taken(3, 8)]));
    expect([...(merged.takerBuyVolume ?? [])]).toEqual([3, 5, 8]);
    expect(merged.spread).toBeNull();
    expect(mergeColumns(columnsOf([plain]), columnsOf([taken(1, 3)])).takerBuyVolume).toBeNull();
    const withSpread = (spread: number, from: CandleColumns): CandleColumns => ({
      ...from,
      spread: Float64Array.of(spread),
    });
    const spreads = mergeColumns(withSpread(0.1, columnsOf([taken(2, 5)])), withSpread(0.2, columnsOf([taken(1, 3)])));
    expect([...(spreads.spread ?? [])]).toEqual([0.2, 0.1]);
  });
});
