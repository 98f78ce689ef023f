import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TIER_RIGHTS } from '../../../billing/tiers.ts';
import {
  backtestScene,
  dateTicks,
  labelPlaces,
  renderBacktestChart,
} from '../../../bot/telegram/charts/backtest-chart.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { mostDays, parseQuestion } from '../../../bot/telegram/reader/backtest.ts';
import { decodeAction, encodeAction } from '../../../bot/telegram/views/action.ts';
import type { RuleAnswer } from '../../../engine/backtest/ledger/published-rule.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { testedRule } from '../../support/models/tested-rule.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const en = textsFor('en');
const ENGLISH = en.language;

const BTC: SeriesKey = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' };
const SERIES: readonly SeriesKey[] = [
  BTC,
  { ...BTC, timeframe: '5m' },
  { exchange: 'kraken', symbol: 'EUR/USD', timeframe: '4h' },
];

describe('what somebody asks to be tested', () => {
  it.each([
    ['', { type: 'nothing' }],
    ['btc', { type: 'question', series: BTC, days: 90 }],
    ['BTCUSDT 30', { type: 'question', series: BTC, days: 30 }],
    ['btc 180d', { type: 'question', series: BTC, days: 180 }],
    ['btc 5m', { type: 'question', series: SERIES[1], days: 30 }],
    ['btc 5m 14', { type: 'question', series: SERIES[1], days: 14 }],
    ['eur/usd 365 4H', { type: 'question', series: SERIES[2], days: 365 }],
    ['bitcoin 30 days', { type: 'question', series: BTC, days: 30 }],
    ['doge', { type: 'unknown', asked: 'doge', near: [] }],
    ['btc 7h', { type: 'other-timeframe', symbol: 'BTC/USDT', asked: '7h', followed: ['1h', '5m'] }],
    ['btc 4h 30', { type: 'other-timeframe', symbol: 'BTC/USDT', asked: '4h', followed: ['1h', '5m'] }],
    ['btc 3', { type: 'bad-days', series: BTC, word: '3', most: 365 }],
    ['btc 400', { type: 'bad-days', series: BTC, word: '400', most: 365 }],
    ['btc 5m 90', { type: 'bad-days', series: SERIES[1], word: '90', most: 30 }],
    ['btc soon', { type: 'bad-days', series: BTC, word: 'soon', most: 365 }],
    ['btc -30', { type: 'bad-days', series: BTC, word: '-30', most: 365 }],
  ])('%j', (text, asked) => {
    expect(parseQuestion(text, SERIES)).toEqual(asked);
  });

  it('may be anything without breaking', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseQuestion(text, SERIES)));
  });

  it('looks at no more candles the shorter they are', () => {
    expect((['5m', '15m', '1h', '4h'] as const).map(mostDays)).toEqual([30, 91, 365, 365]);
  });

  it('fits a button and comes back', () => {
    const action = { type: 'backtest', symbol: 'BTC/USDT:USDT', timeframe: '15m', days: 365 } as const;
    expect(decodeAction(encodeAction(action))).toEqual(action);
    expect(decodeAction('backtest|BTC/USDT|1h|1e3')).toBeNull();
    expect(decodeAction('backtest|BTC/USDT|7h|30')).toBeNull();
  });
});

describe('the lines of a result', () => {
  const said = (changes: Parameters<typeof testedRule>[0], note: string | null = null): string =>
    en.backtestResult(testedRule(changes), note);
  const read = (html: string): string => html.replace(/<[^>]+>/g, '').replaceAll('&amp;', '&');

  it('tell trades, win rate, net return, drawdown and Sharpe with its chance, and that nothing was in-sample', () => {
    const text = read(said({}, 'recorded candles, replayed at 720×'));
    expect(text.match(/^• .*$/gm)).toEqual([
      '• Trades 215, one candle each',
      '• Silent on 24 of 90 days: no trade',
      '• Won 49.5\u00a0% after cost',
      '• Net −3.2\u00a0% after 0.10\u00a0% of cost a side (before cost +4.1\u00a0%, holding +5.7\u00a0%)',
      '• Deepest drawdown 8.1\u00a0%',
      '• Sharpe −0.62 (gain for its swings; 95\u00a0% sure between −2.4 and +1.2), 27.0\u00a0% likely to be truly above 0',
    ]);
    expect(text).toContain('Luck alone, without any edge, does as well or better in 73 of 100 such tests.');
    expect(text).toContain('It lost money: the edge was there, but smaller than the cost.');
    expect(text).toContain('1,980 candles with the probabilities stored live before they opened');
    expect(text).toContain('180 with those of a logistic model fitted only on candles before each (walk-forward)');
    expect(text).toContain('Never on candles that the model had learned from');
    expect(text.length).toBeLessThan(1_024);
  });

  it.each([
    { changes: { grossReturn: -0.01 }, says: 'lost money</b>, even before cost' },
    { changes: { netReturn: 0.1, trades: 12 }, says: '12 trades say little' },
    { changes: { netReturn: 0.1, probabilisticSharpe: 0.7 }, says: 'not shown to be more than luck' },
    { changes: { netReturn: 0.01, probabilisticSharpe: 0.7 }, says: 'Holding would have made more' },
    { changes: { netReturn: 0.1, probabilisticSharpe: 0.99 }, says: 'luck an unlikely reason' },
    { changes: { netReturn: 0.1, probabilisticSharpe: 0.999 }, says: 'does as well in fewer than 1 of 100 such tests' },
    { changes: { probabilisticSharpe: 0.03 }, says: 'without edge and cost 3 of 100 such tests end so low' },
    { changes: { probabilisticSharpe: 0 }, says: 'fewer than 1 of 100 such tests ends so low' },
    { changes: { trades: 0, netReturn: 0, winRate: null, sharpe: null, probabilisticSharpe: null }, says: 'no signal' },
  ])('say plainly: $says', ({ changes, says }) => {
    expect(said(changes)).toContain(says);
    expect(read(said(changes))).not.toMatch(/NaN|null|undefined/);
  });

  it('escape what comes from outside', () => {
    const tested = { ...testedRule(), series: { ...BTC, symbol: '<b>&' } };
    expect(en.backtestResult(tested, '<i>')).toMatch(/&lt;b&gt;&amp;.*&lt;i&gt;/s);
    expect(en.backtestDays('<x>', 7, 30)).not.toContain('<x>');
  });
});

describe('the picture', () => {
  it.each([
    ['a loss', testedRule(), null],
    ['a gain on a market that is no live one', testedRule({ netReturn: 1.25 }), 'recorded candles, replayed at 720×'],
    ['forex without a fixed cost', { ...testedRule(), costBps: null }, null],
    ['no trade', testedRule({ trades: 0, netReturn: 0, maxDrawdown: 0 }), null],
  ] as const)('of %s is 1280 × 720 and the same each time', async (_, tested, note) => {
    const [png, again] = [renderBacktestChart(tested, note, ENGLISH), renderBacktestChart(tested, note, ENGLISH)];
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 720]);
    expect(png.equals(again)).toBe(true);
    expect(png.length).toBeLessThan(200_000);
  });

  it('keeps the labels of both lines apart and on the picture, wherever they end', () => {
    const end = fc.double({ min: 0.05, max: 4, noNaN: true });
    fc.assert(
      fc.property(end, end, (equity, hold) => {
        const tested = testedRule();
        const last = tested.curve.equity.length - 1;
        tested.curve.equity[last] = equity;
        tested.curve.hold[last] = hold;
        const [first, second] = labelPlaces(backtestScene(tested, null, ENGLISH)).map(({ y }) => y);
        expect(Math.abs((first ?? 0) - (second ?? 0))).toBeGreaterThanOrEqual(34 - 1e-6);
        expect(Math.min(first ?? 0, second ?? 0)).toBeGreaterThanOrEqual(128);
        expect(Math.max(first ?? 0, second ?? 0)).toBeLessThanOrEqual(486);
      }),
      { numRuns: 40, seed: 2 },
    );
  });

  it.each([7, 30, 90, 180, 365, 4_000])('has a handful of dates for %i days', (days) => {
    const toMs = Date.UTC(2024, 4, 12, 14);
    const ticks = dateTicks(toMs - days * DAY_MS, toMs, ENGLISH.format);
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.length).toBeLessThanOrEqual(days === 4_000 ? 14 : 8);
    expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length);
  });
});

describe('/backtest in the chat', () => {
  const runs: { readonly series: SeriesKey; readonly days: number }[] = [];
  let answer: (series: SeriesKey, days: number) => Promise<RuleAnswer> = async () => testedRule();
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage(() => ({
      backtests: {
        versionOf: () => 'logistic-1',
        run: async (series, { days }) => {
          runs.push({ series, days });
          return await answer(series, days);
        },
      },
      renderBacktest: async (tested, note) => renderBacktestChart(tested, note, ENGLISH),
    }));
  });
  afterAll(async () => {
    await stage?.close();
  });

  async function subscriber(name: string): Promise<StagePerson> {
    const person = stage.person(name);
    await person.write('/start');
    await person.write('/subscribe');
    await person.reads(/please accept the terms/);
    await person.press('I accept the terms');
    await person.until(() => person.messages().find((message) => message.invoice !== null));
    await person.pay();
    await person.reads(/Payment received/);
    return person;
  }

  it('is offered to Free, with the way to get it', async () => {
    const ada = stage.person('Ada');
    await ada.write('/start');
    await ada.reads(/Hi Ada/);
    await ada.write('/backtest btc');
    const offer = await ada.reads(/comes with Pro, 10 a day/);
    expect(offer.keyboard.flat().map(({ text }) => text)).toContain('⭐ Get Pro');
    expect(runs).toHaveLength(0);
  });

  it('sends a picture with its lines, and the same again without working twice', async () => {
    const bob = await subscriber('Bob');
    await bob.write('/backtest btc 30');
    const first = await bob.reads(/Trades 215/);
    expect([first.photoWidth, first.photoHeight]).toEqual([1280, 720]);
    expect(first.text).toContain('It lost money');
    expect(first.keyboard.flat().map(({ text }) => text)).toEqual([
      '90 days',
      '180 days',
      '365 days',
      'Other pair',
      '📊 Track record',
      '« Menu',
    ]);
    await bob.write('/backtest btcusdt 30');
    await bob.until(() => bob.messages().filter((message) => /Trades 215/.test(message.text)).length === 2);
    expect(runs).toEqual([{ series: BTC, days: 30 }]);
    await bob.press('90 days');
    await bob.until(() => bob.messages().filter((message) => /Trades 215/.test(message.text)).length === 3);
    expect(runs).toHaveLength(2);
    expect(runs[1]).toEqual({ series: BTC, days: 90 });
  });

  it('asks for a pair where none is named, and explains bad ones', async () => {
    const cyd = await subscriber('Cyd');
    await cyd.write('/backtest');
    expect((await cyd.reads(/Pick a market/)).keyboard.flat().map(({ text }) => text)).toEqual([
      'BTC/USDT 1h',
      'ETH/USDT 1h',
      '« Menu',
    ]);
    await cyd.write('/backtest doge');
    await cyd.reads(/I do not follow “doge”/);
    await cyd.write('/backtest btc 9999');
    await cyd.reads(/number of days from 7 to 365, was “9999”/);
  });

  it('keeps the others waiting in a queue, shows that it works, and answers other questions meanwhile', async () => {
    const [dan, eve] = [await subscriber('Dan'), await subscriber('Eve')];
    let finish = (): void => {};
    answer = () =>
      new Promise((resolve) => {
        finish = () => resolve(testedRule());
      });
    await dan.write('/backtest eth 45');
    await dan.until((chats) => chats.some(({ action }) => action === 'upload_photo'));
    await eve.write('/backtest eth 46');
    await eve.reads(/One backtest runs before yours/);
    await dan.write('/backtest eth 47');
    await dan.reads(/still running/);
    await dan.write('/track');
    await dan.reads(/Track record/);
    answer = async () => testedRule();
    finish();
    await dan.until(() => dan.messages().some((message) => /Trades 215/.test(message.text)));
    await eve.until(() => eve.messages().some((message) => /Trades 215/.test(message.text)));
  });

  it('says when the past is too short, and when something broke, and lets ask again', async () => {
    const fay = await subscriber('Fay');
    answer = async () => ({ type: 'too-little', haveCandles: 10 });
    await fay.write('/backtest eth 50');
    await fay.reads(/too little past of ETH\/USDT/);
    answer = () => Promise.reject(new Error('the thread died'));
    await fay.write('/backtest eth 51');
    await fay.reads(/Something went wrong/);
    expect(await stage.untilEvent((event) => event.type === 'backtest-failed')).toMatchObject({
      series: 'binance:ETH/USDT@1h',
    });
    answer = async () => testedRule();
    await fay.write('/backtest eth 51');
    await fay.reads(/Trades 215/);
  });

  it('counts what it computes, not what it knows', async () => {
    const gil = await subscriber('Gil');
    const limit = TIER_RIGHTS.pro.backtestsPerDay;
    for (let day = 0; day < limit; day += 1) {
      await gil.write(`/backtest btc ${100 + day}`);
      await gil.until(() => gil.messages().filter((message) => /Trades 215/.test(message.text)).length === day + 1);
    }
    await gil.write('/backtest btc 200');
    await gil.reads(/That was your 10 backtests for today/);
    await gil.write('/backtest btc 100');
    await gil.until(() => gil.messages().filter((message) => /Trades 215/.test(message.text)).length === limit + 1);
  });
});
