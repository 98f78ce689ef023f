import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filterCode, readFilter } from '../../../bot/telegram/views/signals-filter.ts';
import { HOUR_MS } from '../../../engine/time.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, signalOf } from '../../support/signal-fixtures.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import { memorySignals } from '../../support/stage/stage-samples.ts';

describe('/signals', () => {
  let stage: Stage;
  beforeAll(async () => {
    const old = CLOSE_TIME_MS - 4 * HOUR_MS;
    const entries = [
      entryOf(
        signalOf({ closeTimeMs: old + 2 * HOUR_MS, side: 'SELL', worthTrading: false }),
        outcomeOf({ type: 'wrong' }),
      ),
      entryOf(signalOf({ closeTimeMs: old + HOUR_MS, side: 'BUY', confidence: 0.61 }), outcomeOf({ type: 'right' })),
      // The oldest is open: its market is late.
      entryOf(
        signalOf({ closeTimeMs: CLOSE_TIME_MS - HOUR_MS, side: 'BUY', confidence: 0.52, horizonCandles: 2 }),
        null,
      ),
      ...Array.from({ length: 6 }, (_, index) =>
        entryOf(signalOf({ closeTimeMs: old - index * HOUR_MS, side: 'SELL' }), outcomeOf({ type: 'right' })),
      ),
    ];
    stage = await openStage(() => ({ signals: memorySignals(entries) }));
  });
  afterAll(() => stage.close());

  it('shows what is open first, with the minutes left, and keeps a filter over its pages', async () => {
    const ann = stage.person('Ann');
    await ann.write('/start');
    await ann.reads(/Hi Ann/);
    await ann.write('/signals');
    const list = await ann.reads(/1 is open, first in the list/);
    expect(list.text.split('\n').find((line) => line.startsWith('1  '))).toMatch(/⏳ 50\u00a0min left/);
    await ann.press('Open and ended');
    const open = await ann.reads(/1 is open/);
    expect(open.messageId).toBe(list.messageId);
    expect(open.text.match(/\/signal_/g)).toHaveLength(1);
    await ann.press('⏳ Open');
    const right = await ann.reads(/Signals/);
    expect(right.text).not.toContain('⏳');
    await ann.press('Older');
    const older = await ann.reads(/page 2/);
    expect(older.text.match(/\/signal_/g)).toHaveLength(2);
    expect(JSON.stringify(older.keyboard)).toContain('✅ Right');
    await ann.press('✅ Right');
    await ann.reads(/Signals/);
    await ann.press('Both sides');
    await ann.reads(/None of the newest is like that/);
  });

  it('writes a filter into a few letters and reads only those', () => {
    const filter = { state: 'open', side: 'BUY', confidence: 0.6, worth: true } as const;
    expect(filterCode(filter)).toBe('oB2x');
    expect(readFilter('oB2x')).toEqual(filter);
    expect(readFilter('')).toEqual({ state: null, side: null, confidence: null, worth: false });
    for (const code of ['q', 'Bo', '4', 'xx', 'oB2x ']) expect([code, readFilter(code)]).toEqual([code, null]);
  });
});
