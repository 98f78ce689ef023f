import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signalHistory } from '../../../bot/answers/record/history.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, signalOf } from '../../support/signal-fixtures.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import { memorySignals } from '../../support/stage/stage-samples.ts';

const aged = (ms: number, symbol = 'BTC/USDT'): LedgerEntry => {
  const closeTimeMs = CLOSE_TIME_MS - ms;
  const series = { exchange: 'binance', symbol, timeframe: '1h' as const };
  return entryOf(signalOf({ series, closeTimeMs, createdAtMs: closeTimeMs + 2_000 }), outcomeOf({ type: 'wrong' }));
};
const linesOf = (csv: string): readonly string[] => csv.trim().split('\r\n').slice(1);

describe('the history of twelve months', () => {
  const nowMs = CLOSE_TIME_MS + 10 * 60_000;
  const signals = memorySignals([aged(0), aged(HOUR_MS), aged(364 * DAY_MS), aged(366 * DAY_MS)]);

  it('has what a reader may see by now and nothing older than a year', async () => {
    const pro = await signalHistory({ tier: 'pro', nowMs }, { signals });
    expect(pro).toMatchObject({ count: 3, fromMs: CLOSE_TIME_MS - 364 * DAY_MS });
    const free = await signalHistory({ tier: 'free', nowMs }, { signals });
    expect(linesOf(free.csv)).toEqual(linesOf(pro.csv).slice(1));
    expect(free.csv).toContain(',wrong,');
  });

  it('loses none where a page ends between two signals of one instant', async () => {
    const pairs = Array.from({ length: 1_501 }, (_, at) =>
      aged(Math.floor(at / 2) * HOUR_MS, at % 2 === 0 ? 'BTC/USDT' : 'ETH/USDT'),
    );
    const shifted = [aged(-HOUR_MS), ...pairs];
    const { csv, count } = await signalHistory(
      { tier: 'pro', nowMs: nowMs + HOUR_MS },
      { signals: memorySignals(shifted) },
    );
    expect(count).toBe(1_502);
    expect(new Set(linesOf(csv)).size).toBe(1_502);
  });
});

describe('/history', () => {
  let stage: Stage;
  const told: LedgerEntry[] = [];
  beforeAll(async () => {
    stage = await openStage(() => ({ signals: memorySignals(told) }));
  });
  afterAll(() => stage.close());

  it('says that there is none, then sends the file', async () => {
    const ann = stage.person('Ann');
    await ann.write('/start');
    await ann.reads(/Hi Ann/);
    await ann.write('/history');
    await ann.reads(/no signal of the last 12 months/);
    told.push(aged(DAY_MS), aged(2 * DAY_MS));
    await ann.write('/history');
    await ann.until(() => ann.messages().find(({ document }) => document?.name === 'signals.csv'));
    await ann.reads(/2 signals since .*losers included/);
  });
});
