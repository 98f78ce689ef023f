import { describe, expect, it } from 'vitest';
import type { SeriesKey } from '../../engine/market/series.ts';
import type { SettledReader, SignalLedger, SignalQuery, SignalReader } from '../../engine/ports.ts';
import type { Signal } from '../../engine/signals/signal.ts';
import { HOUR_MS } from '../../engine/time.ts';
import { CLOSE_TIME_MS, outcomeOf, signalOf } from '../support/signal-fixtures.ts';
import { freshSeries } from './candle-store.ts';
import { planned } from './outbox.ts';

/** `count` signals of a series nobody used before, an hour apart, all of them opened with a delivery per tier. */
async function openSome(
  ledger: SignalLedger,
  count: number,
  series: SeriesKey = freshSeries(),
): Promise<readonly Signal[]> {
  const signals = Array.from({ length: count }, (_, n) => {
    const closeTimeMs = CLOSE_TIME_MS + n * HOUR_MS;
    return signalOf({ series, closeTimeMs, createdAtMs: closeTimeMs + 2_000 });
  });
  for (const signal of signals) {
    const free = planned(signal, 'free', { dueAtMs: signal.closeTimeMs + 5 * HOUR_MS });
    await ledger.open(signal, [free, planned(signal, 'pro', { dueAtMs: signal.closeTimeMs })]);
  }
  return signals;
}

/** What every SignalLedger with its SignalReader promises. `make` gives the same store each time. */
export function signalLedgerContract(name: string, make: () => SignalLedger & SignalReader & SettledReader): void {
  describe(`${name} keeps the ledger contract`, () => {
    it('opens a signal once, with its deliveries', async () => {
      const signal = signalOf({ series: freshSeries() });
      expect(await make().open(signal, [planned(signal, 'pro')])).toBe('opened');
      expect(await make().open(signal, [planned(signal, 'pro'), planned(signal, 'free')])).toBe('duplicate');
      const entry = await make().byId(signal.id);
      expect(entry?.signal).toEqual(signal);
      expect(entry?.outcome).toBeNull();
      expect(entry?.deliveries).toEqual([
        {
          ...planned(signal, 'pro'),
          state: 'pending',
          attempt: 0,
          messageId: null,
          sentAtMs: null,
          form: 'text',
          outcomeShown: false,
          error: null,
        },
      ]);
    });

    it('opens once when fifty try at the same time', async () => {
      const signal = signalOf({ series: freshSeries() });
      const answers = await Promise.all(
        Array.from({ length: 50 }, () => make().open(signal, [planned(signal, 'pro')])),
      );
      expect(answers.filter((answer) => answer === 'opened')).toHaveLength(1);
    });

    it('opens one signal of a series, close and family, whatever the models', async () => {
      const series = freshSeries();
      const first = signalOf({ series, modelVersion: 'logistic-1' });
      expect(await make().open(first, [planned(first, 'pro')])).toBe('opened');
      const second = signalOf({ series, modelVersion: 'ensemble-2', side: 'SELL', createdAtMs: CLOSE_TIME_MS + 9_000 });
      expect(await make().open(second, [planned(second, 'pro')])).toBe('duplicate');
      expect((await make().latest({ symbol: series.symbol, limit: 10 })).map(({ signal }) => signal)).toEqual([first]);
      expect(await make().byId(second.id)).toBeNull();
      expect(await make().open(signalOf({ series, closeTimeMs: CLOSE_TIME_MS + HOUR_MS }), [])).toBe('opened');
    });

    it('opens one when fifty models speak at the same time', async () => {
      const series = freshSeries();
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, n) => make().open(signalOf({ series, modelVersion: `logistic-${n}` }), [])),
      );
      expect(answers.filter((answer) => answer === 'opened')).toHaveLength(1);
      expect(await make().unsettled(series)).toHaveLength(1);
    });

    it('takes a signal without deliveries, and many of them', async () => {
      const series = freshSeries();
      for (let n = 0; n < 3; n += 1) expect(await make().open(signalOf({ series, closeTimeMs: n }), [])).toBe('opened');
    });

    it('keeps the first outcome', async () => {
      const [signal] = await openSome(make(), 1);
      if (signal === undefined) throw new Error('expected a signal');
      await make().close(signal.id, outcomeOf());
      await make().close(signal.id, outcomeOf({ type: 'wrong', grossBps: -63.98 }));
      expect((await make().byId(signal.id))?.outcome).toEqual(outcomeOf());
    });

    it('stores a void outcome without prices', async () => {
      const [signal] = await openSome(make(), 1);
      const nothing = outcomeOf({ type: 'void' });
      await make().close(signal?.id ?? '', nothing);
      expect((await make().byId(signal?.id ?? ''))?.outcome).toEqual(nothing);
    });

    it('says so when it shall close what was never opened', async () => {
      await expect(make().close('f'.repeat(64), outcomeOf())).rejects.toThrow(/expected a signal with the id/);
    });

    it('lists the unsettled of a series, oldest first', async () => {
      const signals = await openSome(make(), 4);
      await openSome(make(), 2);
      await make().close(signals[1]?.id ?? '', outcomeOf());
      const { series } = signals[0] ?? signalOf();
      expect((await make().unsettled(series)).map(({ signal }) => signal.id)).toEqual([
        signals[0]?.id,
        signals[2]?.id,
        signals[3]?.id,
      ]);
    });

    it('reads the latest first, by symbol and timeframe, and pages back', async () => {
      const signals = await openSome(make(), 6);
      const { symbol } = signals[0]?.series ?? freshSeries();
      const page = await make().latest({ symbol, timeframe: '1h', limit: 4 });
      expect(page.map(({ signal }) => signal.id)).toEqual([5, 4, 3, 2].map((n) => signals[n]?.id));
      const beforeMs = page.at(-1)?.signal.createdAtMs ?? 0;
      const next = await make().latest({ symbol, beforeMs, limit: 4 });
      expect(next.map(({ signal }) => signal.id)).toEqual([1, 0].map((n) => signals[n]?.id));
      expect(await make().latest({ symbol, timeframe: '4h', limit: 4 })).toEqual([]);
    });

    it('reads what was settled since a time, however many signals were decided later, the last settled first', async () => {
      const signals = await openSome(make(), 4);
      // Later than what any other test settles.
      const sinceMs = CLOSE_TIME_MS + 1_000 * HOUR_MS;
      const settle = async (index: number, settledAtMs: number) =>
        await make().close(signals[index]?.id ?? '', outcomeOf({ settledAtMs }));
      await settle(0, sinceMs + 1);
      await settle(1, sinceMs - 1);
      await settle(3, sinceMs);
      const found = await make().settledSince(sinceMs);
      expect(found.map(({ signal }) => signal.id)).toEqual([signals[0]?.id, signals[3]?.id]);
      expect(found.map(({ outcome }) => outcome?.settledAtMs)).toEqual([sinceMs + 1, sinceMs]);
    });

    it('finds the latest across a long silence', async () => {
      const series = freshSeries();
      const old = signalOf({ series, closeTimeMs: HOUR_MS, createdAtMs: HOUR_MS });
      await make().open(old, []);
      await openSome(make(), 1, series);
      expect(await make().latest({ symbol: series.symbol, limit: 5 })).toHaveLength(2);
    });

    it('reads only what was decided at or before the close given for its timeframe, whatever its deliveries', async () => {
      // More than a store may guess to be hidden at once.
      const signals = await openSome(make(), 40);
      const { symbol } = signals[0]?.series ?? freshSeries();
      const other = signalOf({ series: { ...freshSeries(), symbol, timeframe: '4h' }, closeTimeMs: CLOSE_TIME_MS });
      await make().open(other, []);
      const closeTimeMs = CLOSE_TIME_MS + HOUR_MS;
      const idsBy = async (closedBy: NonNullable<SignalQuery['closedBy']>, more: Partial<SignalQuery> = {}) =>
        (await make().latest({ symbol, closedBy, limit: 10, ...more })).map(({ signal }) => signal.id);
      const [first = '', second = ''] = signals.map(({ id }) => id);
      expect(await idsBy([{ family: 'next-candle', timeframe: '1h', closeTimeMs }])).toEqual([second, first]);
      expect(await idsBy([{ family: 'next-candle', timeframe: '1h', closeTimeMs: closeTimeMs - 1 }])).toEqual([first]);
      const both = [
        { family: 'next-candle', timeframe: '1h', closeTimeMs },
        { family: 'next-candle', timeframe: '4h', closeTimeMs },
      ] as const;
      expect(await idsBy(both)).toEqual(expect.arrayContaining([second, first, other.id]));
      expect(await idsBy(both, { timeframe: '4h' })).toEqual([other.id]);
      expect(await idsBy(both, { limit: 1 })).toHaveLength(1);
      expect(
        await idsBy([{ family: 'next-candle', timeframe: '1h', closeTimeMs: CLOSE_TIME_MS }], { limit: 1 }),
      ).toEqual([first]);
      expect(await idsBy([])).toEqual([]);
      const swing = signalOf({
        series: other.series,
        family: 'swing',
        modelVersion: 'swing-1',
        closeTimeMs: CLOSE_TIME_MS,
      });
      await make().open(swing, []);
      expect(await idsBy(both, { timeframe: '4h' })).toEqual([other.id]);
      const all = [...both, { family: 'swing', timeframe: '4h', closeTimeMs }] as const;
      expect((await idsBy(all, { timeframe: '4h' })).toSorted()).toEqual([other.id, swing.id].toSorted());
      expect(await idsBy(all, { family: 'swing' })).toEqual([swing.id]);
    });

    it('adds a step of a position once, with its deliveries, and none after it was left', async () => {
      const series = freshSeries();
      const signal = signalOf({ series, family: 'swing', modelVersion: 'swing-1', horizonCandles: null, target: null });
      await make().open(signal, [planned(signal, 'pro')]);
      const at = (candles: number): number => CLOSE_TIME_MS + candles * HOUR_MS;
      const trim = { type: 'trim', closeTimeMs: at(3), close: 150, fraction: 0.25, reason: 'grown' } as const;
      const leave = { type: 'leave', closeTimeMs: at(5), close: 140, fraction: 1, reason: 'trend-faded' } as const;
      const told = (closeTimeMs: number) =>
        planned(signal, 'pro', { id: `step-${closeTimeMs}`, stepCloseMs: closeTimeMs, dueAtMs: closeTimeMs });
      expect(await make().addStep(signal.id, trim, [told(at(3))])).toBe('added');
      expect(await make().addStep(signal.id, { ...trim, close: 151 }, [told(at(3))])).toBe('duplicate');
      const both = await Promise.all([1, 2].map(() => make().addStep(signal.id, leave, [told(at(5))])));
      expect(both.toSorted()).toEqual(['added', 'duplicate']);
      expect(await make().addStep(signal.id, { ...leave, closeTimeMs: at(6) }, [])).toBe('duplicate');
      const entry = await make().byId(signal.id);
      expect(entry?.steps).toEqual([trim, leave]);
      expect(entry?.deliveries.map(({ stepCloseMs = null }) => stepCloseMs)).toEqual([null, at(3), at(5)]);
      expect((await make().newest(series, 'swing'))?.signal.id).toBe(signal.id);
      expect(await make().newest(series, 'next-candle')).toBeNull();
      const later = signalOf({ series, family: 'swing', modelVersion: 'swing-1', closeTimeMs: at(9) });
      await make().open(later, []);
      expect((await make().newest(series, 'swing'))?.signal.id).toBe(later.id);
    });

    it('finds a signal by its id and by enough of it, in either case', async () => {
      const [signal] = await openSome(make(), 1);
      const id = signal?.id ?? '';
      for (const text of [id, id.slice(0, 10), id.slice(0, 6), id.slice(0, 10).toUpperCase()]) {
        expect((await make().byId(text))?.signal.id, text).toBe(id);
      }
    });

    it.each(['', 'abc', 'nothing', '{"$gt":""}', 'f'.repeat(65), '000000'])('finds nothing for "%s"', async (text) => {
      expect(await make().byId(text)).toBeNull();
    });

    it('finds nothing when a prefix fits several', async () => {
      const series = freshSeries();
      for (const digit of ['1', '2']) {
        const signal = { ...signalOf({ series, closeTimeMs: Number(digit) }), id: `abcdef${digit.repeat(58)}` };
        await make().open(signal, []);
      }
      expect(await make().byId('abcdef')).toBeNull();
      expect((await make().byId('abcdef1'))?.signal.id).toBe(`abcdef${'1'.repeat(58)}`);
    });

    it.each([0, -1, 1.5, 1_001, Number.NaN])('refuses a limit of %d', async (limit) => {
      await expect(make().latest({ limit })).rejects.toThrow(/expected a limit of 1\.\.1000/);
    });
  });
}
