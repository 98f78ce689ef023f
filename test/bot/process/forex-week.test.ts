import { afterEach, describe, expect, it } from 'vitest';
import { readCandlesFile } from '../../../engine/adapters/files/read-candles-file.ts';
import { isOpenAt } from '../../../engine/market/calendar/gaps.ts';
import { type CandleColumns, columnsOf, sliceColumns } from '../../../engine/market/candle.ts';
import type { SeriesKey } from '../../../engine/market/series.ts';
import type { TrainedModel } from '../../../engine/models/trained.ts';
import { createPredictor } from '../../../engine/predictor.ts';
import { trainModel } from '../../../engine/training/train.ts';
import { feedFacts } from '../../../engine/walk/feed-facts.ts';
import { reversingCandles } from '../../support/candles/candles.ts';
import { sharedPath } from '../../support/shared.ts';
import { type MarketStage, openMarketStage } from '../../support/stage/market-stage.ts';
import { openVenueBench, type VenueBench } from '../../support/venues/venue-bench.ts';

const HOUR = 3_600_000;
const EURUSD: SeriesKey = { exchange: 'oanda', symbol: 'EUR/USD', timeframe: '1h' };
const time = { nowMs: 0 };
let bench: VenueBench;
let stage: MarketStage;
afterEach(() => bench?.close());

/** The stand-in plays forex candles; the walk is called in every hour, two seconds after the close. */
async function open(columns: CandleColumns, startMs: number, model?: TrainedModel): Promise<void> {
  time.nowMs = startMs;
  bench = await openVenueBench({
    markets: [{ symbol: 'EUR/USD', timeframe: '1h', columns }],
    nowMs: startMs,
    venue: {
      wallNowMs: () => time.nowMs,
      onEvent: (event) => stage?.onEvent(event),
      symbolsWithoutVolume: new Set(columns.volume.every(Number.isNaN) ? ['EUR/USD'] : []),
    },
  });
  stage = openMarketStage({
    venue: bench.venue,
    clock: { nowMs: () => time.nowMs },
    series: [EURUSD],
    historyCandles: 800,
    ...(model === undefined ? {} : { model }),
  });
}

async function runHours(count: number): Promise<void> {
  for (let hour = 0; hour < count; hour += 1) {
    const closeMs = Math.ceil(time.nowMs / HOUR) * HOUR;
    for (const secondsAfter of [2, 30]) {
      time.nowMs = closeMs + secondsAfter * 1_000;
      bench.setNow(time.nowMs);
      await stage.turn();
    }
  }
}

const timesOf = (type: 'decided' | 'undecided'): readonly string[] =>
  stage.events.flatMap((event) =>
    event.type === type && 'closeTimeMs' in event ? [new Date(event.closeTimeMs).toISOString().slice(0, 13)] : [],
  );
const status = async () => (await stage.board.read())[0];

describe('a week of forex', { timeout: 60_000 }, () => {
  /** Hours of a reversing market that closes as New York does, in the summer of 2024. */
  const open24 = reversingCandles({ count: 3_000, seed: 4, startMs: Date.UTC(2024, 2, 20), candleMs: HOUR });
  const columns = columnsOf(open24.filter((candle) => isOpenAt('forex', candle.openTimeMs)));

  it('is decided upon hour by hour, sleeps from Friday to Sunday, and says so wherever it is asked', async () => {
    const model = await trainModel({
      series: [{ name: 'oanda:EUR/USD@1h', columns: sliceColumns(columns, 0, 1_500) }],
      timeframe: '1h',
      kind: 'logistic',
      seed: 1,
    });
    const talkative = { ...model, recentConfidences: model.recentConfidences.map(() => 0.51) };
    await open(columns, Date.UTC(2024, 6, 12, 17), talkative);
    await runHours(4);
    // 2024-07-12 is a Friday; the last hour closes at 21:00 UTC, after which nobody could act.
    expect(timesOf('decided')).toEqual(['2024-07-12T17', '2024-07-12T18', '2024-07-12T19', '2024-07-12T20']);
    await runHours(1);
    expect(timesOf('undecided')).toEqual(['2024-07-12T21']);
    await runHours(20);
    expect(await status()).toMatchObject({
      state: 'closed',
      lastCandleTime: '2024-07-12T21:00:00.000Z',
      gaps: 0,
      dataQuality: { stamp: 'green' },
    });
    const predict = createPredictor({
      series: [EURUSD],
      knownSymbols: [],
      candles: stage.candles,
      modelFor: () => talkative,
      confidencesBefore: async () => talkative.recentConfidences,
      feedFacts: (series) => feedFacts(stage.walk, series),
    });
    const answer = await predict({ symbol: 'EUR/USD', timeframe: '1h' });
    expect(answer).toMatchObject({
      answer: {
        action: 'HOLD',
        dataQuality: { stamp: 'red', reasons: [{ code: 'market-closes', params: {} }] },
      },
    });
    // The market opens on Sunday at 21:00; the first candle closes at 22:00.
    await runHours(30);
    expect(timesOf('decided').slice(4, 6)).toEqual(['2024-07-14T22', '2024-07-14T23']);
    expect(stage.events.filter((event) => event.type === 'data-late')).toEqual([]);
    expect(stage.notices).toEqual([]);
    expect(await status()).toMatchObject({ state: 'ok', gaps: 0, dataQuality: { stamp: 'green' } });
    expect(stage.signals.length).toBeGreaterThan(3);
    for (const signal of stage.signals) {
      // London and New York hours 1 bp, 1.5 in between, 2.5 around the New York close: never the 20 of a crypto taker.
      expect([1, 1.5, 2.5]).toContain(signal.costBps);
    }
  });

  const eurusd = sharedPath('data/EURUSD_oanda-bidask_1h_2007-2018.csv.gz');
  it.skipIf(eurusd === null).each([
    ['Christmas 2014', Date.UTC(2014, 11, 22), 10],
    ['the New Year of 2018', Date.UTC(2017, 11, 28), 8],
    ['the end of summer time in 2016', Date.UTC(2016, 10, 3), 6],
  ])('goes through %s without an alarm (skipped without ../shared)', async (_, startMs, days) => {
    const recorded = readCandlesFile(eurusd ?? '');
    await open(recorded, startMs);
    await runHours(days * 24);
    expect(stage.events.filter((event) => event.type === 'data-late')).toEqual([]);
    expect(stage.events.filter((event) => event.type === 'rows-suspect')).toEqual([]);
    expect(stage.notices).toEqual([]);
    const between = recorded.openTimeMs.filter((openMs) => openMs + HOUR >= startMs && openMs + HOUR < time.nowMs);
    // Every candle is walked; without a model, and at a Friday's end, the decision is that there is none.
    expect(timesOf('undecided')).toHaveLength(between.length);
    expect((await status())?.dataQuality?.stamp).toBe('green');
  });
});
