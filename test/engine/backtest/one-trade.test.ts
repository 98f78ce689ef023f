import { describe, expect, it } from 'vitest';
import { ENTER_LONG, ENTER_SHORT, LEAVE_LONG } from '../../../engine/backtest/plan/signal-columns.ts';
import { tradesOf } from '../../../engine/backtest/simulate/trade-log.ts';
import { noCosts, onlyTrade, percent, run } from './small-simulation.ts';

describe('one trade', () => {
  const quiet = [100, 101, 99, 100] as const;

  it('enters at the open after the signal and leaves at the open after the other', () => {
    const trade = onlyTrade(
      run([quiet, [102, 103, 101, 102], quiet, [105, 106, 104, 105], quiet], { 0: ENTER_LONG, 2: LEAVE_LONG }, {}),
    );
    expect(trade).toMatchObject({ side: 1, entryRow: 1, entryRaw: 102, exitRow: 3, exitRaw: 105, reason: 'signal' });
    expect(trade.pnl).toBeCloseTo((10_000 / 102) * 3, 9);
  });

  it.each([
    { name: 'a stop within the candle', bar: [100, 100.5, 97, 98], exitRaw: 98, reason: 'stop' },
    { name: 'a stop gapped over, at the open', bar: [96, 97, 95, 96], exitRaw: 96, reason: 'stop' },
    { name: 'a target within the candle', bar: [100, 104, 99.5, 101], exitRaw: 103, reason: 'target' },
    { name: 'a target gapped over, at the open', bar: [105, 106, 104, 105], exitRaw: 105, reason: 'target' },
    { name: 'both in one candle, the stop', bar: [100, 104, 97, 101], exitRaw: 98, reason: 'stop' },
    {
      name: 'both after an open beyond the target, the target',
      bar: [104, 106, 97, 101],
      exitRaw: 104,
      reason: 'target',
    },
  ] as const)('is left by $name', ({ bar, exitRaw, reason }) => {
    const plan = { stop: percent(0.02), target: percent(0.03) };
    const trade = onlyTrade(run([quiet, quiet, bar, quiet], { 0: ENTER_LONG }, plan));
    expect(trade).toMatchObject({ entryRow: 1, exitRow: 2, exitRaw, reason });
  });

  it('can be stopped in its entry candle', () => {
    const trade = onlyTrade(run([quiet, [100, 101, 97, 99], quiet], { 0: ENTER_LONG }, { stop: percent(0.02) }));
    expect(trade).toMatchObject({ entryRow: 1, exitRow: 1, exitRaw: 98, reason: 'stop' });
  });

  it('mirrors stop and target when short', () => {
    const plan = { stop: percent(0.02), target: percent(0.03) };
    const stopped = onlyTrade(run([quiet, quiet, [100, 103, 96, 101], quiet], { 0: ENTER_SHORT }, plan));
    expect(stopped).toMatchObject({ side: -1, exitRaw: 102, reason: 'stop' });
    const reached = onlyTrade(run([quiet, quiet, [100, 101, 96, 97], quiet], { 0: ENTER_SHORT }, plan));
    expect(reached).toMatchObject({ exitRaw: 97, reason: 'target' });
    expect(reached.pnl).toBeCloseTo(300, 9);
  });

  it('is left at the close of the last candle of its horizon', () => {
    const trade = onlyTrade(
      run([quiet, quiet, [100, 102, 99, 101.5], quiet], { 0: ENTER_LONG }, { horizonCandles: 2 }),
    );
    expect(trade).toMatchObject({ exitRow: 2, exitRaw: 101.5, reason: 'horizon' });
  });

  it('is closed with the data', () => {
    const trade = onlyTrade(run([quiet, quiet, [100, 102, 99, 101]], { 0: ENTER_LONG }, {}));
    expect(trade).toMatchObject({ exitRow: 2, exitRaw: 101, reason: 'end' });
  });

  it('moves its trailing stop only from the candle after', () => {
    const rows = [quiet, [100, 110, 99.9, 109], [109, 109, 104, 105], quiet] as const;
    const trade = onlyTrade(run(rows, { 0: ENTER_LONG }, { trailing: percent(0.05) }));
    expect(trade).toMatchObject({ exitRow: 2, exitRaw: 110 * 0.95, reason: 'trailing' });
  });

  it('does not lose more than costs once break-even is reached', () => {
    const rows = [quiet, [100, 103, 99.5, 102], [102, 102, 98, 98], quiet] as const;
    const trade = onlyTrade(run(rows, { 0: ENTER_LONG }, { stop: percent(0.1), breakEven: percent(0.02) }));
    expect(trade).toMatchObject({ exitRow: 2, exitRaw: 100, reason: 'break-even', pnl: 0 });
  });

  it('leaves at the hour of the time exit', () => {
    const rows = Array.from({ length: 30 }, () => quiet);
    const trade = onlyTrade(run(rows, { 3: ENTER_LONG }, { timeExit: { hourUtc: 21, weekday: null } }));
    expect(trade).toMatchObject({ exitRow: 20, reason: 'time' });
  });

  it('is not entered by a maker unless price trades through its limit', () => {
    const plan = {
      entry: { type: 'limit' as const, offset: 0.01, patienceCandles: 2 },
      costs: { ...noCosts, makerFee: 0 },
    };
    const touched = [100, 101, 99, 100] as const;
    expect(run([touched, touched, touched, touched], { 0: ENTER_LONG }, plan).trades.count).toBe(0);
    const trade = onlyTrade(run([touched, touched, [100, 101, 98.5, 100], touched], { 0: ENTER_LONG }, plan));
    expect(trade).toMatchObject({ entryRow: 2, entryRaw: 99 });
    expect(run([touched, touched, touched, [100, 101, 90, 100]], { 0: ENTER_LONG }, plan).trades.count).toBe(0);
  });

  it('pays funding at 00, 08 and 16 UTC, and receives it when short', () => {
    const rows = Array.from({ length: 20 }, () => quiet);
    const plan = { costs: { ...noCosts, fundingPer8h: 0.001 } };
    const long = onlyTrade(run(rows, { 2: ENTER_LONG }, plan));
    expect(long.fees).toBeCloseTo(2 * 0.001 * 10_000, 9);
    expect(onlyTrade(run(rows, { 2: ENTER_SHORT }, plan)).pnl).toBeCloseTo(20, 9);
  });

  it('is entered again at the open at which the opposite signal ended the one before', () => {
    const simulation = run([quiet, quiet, quiet, quiet, quiet], { 0: ENTER_LONG, 2: ENTER_SHORT }, {});
    expect(tradesOf(simulation.trades)).toMatchObject([
      { side: 1, exitRow: 3, reason: 'signal' },
      { side: -1, entryRow: 3, reason: 'end' },
    ]);
  });
});
