import { performance } from 'node:perf_hooks';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { chartKey, createChartDrawer } from '../../../../bot/telegram/charts/create-chart-drawer.ts';
import {
  type DrawingProcess,
  startDrawingProcess,
} from '../../../../bot/telegram/charts/drawing-process/drawing-process.ts';
import { rasterized } from '../../../../bot/telegram/charts/drawing-process/rasterized.mjs';
import { withShapedText } from '../../../../bot/telegram/charts/drawing-process/shaped-text.mjs';
import { signalSvg } from '../../../../bot/telegram/charts/signal-svg.ts';
import { type StartTimer, startRealTimer } from '../../../../bot/telegram/deadline.ts';
import { ENGLISH, languageFor } from '../../../../bot/texts/language.ts';
import { columnsOf } from '../../../../engine/market/candle.ts';
import { HOUR_MS } from '../../../../engine/time.ts';
import { testedRule } from '../../../support/models/tested-rule.ts';
import { CLOSE_TIME_MS, entryOf, outcomeOf, signalOf } from '../../../support/signal-fixtures.ts';

const candles = columnsOf(
  Array.from({ length: 90 }, (_, index) => {
    const [open, close] = [65_000 + 400 * Math.sin(index / 7), 65_000 + 400 * Math.sin((index + 1) / 7)];
    const [low, high] = [Math.min(open, close) - 60, Math.max(open, close) + 60];
    return { openTimeMs: CLOSE_TIME_MS + (index - 90) * HOUR_MS, open, high, low, close, volume: 3 };
  }),
);
/** A signal of its own for each number: nothing to share with the others. */
const orderOf = (number: number) => {
  const signal = signalOf({ createdAtMs: CLOSE_TIME_MS + number, id: number.toString(16).padStart(64, '0') });
  return { type: 'signal', languageCode: 'en', theme: 'light', entry: entryOf(signal), candles } as const;
};

/** A process that answers when the test says so. */
function fakeProcess(): DrawingProcess & { readonly orders: unknown[]; finish(): void; crash(): void } {
  const orders: unknown[] = [];
  let gone = false;
  let settle: { resolve: (png: Buffer) => void; reject: (error: Error) => void } | null = null;
  const crash = (): void => {
    gone = true;
    settle?.reject(new Error('the drawing process ended with code 1'));
    settle = null;
  };
  return {
    pid: null,
    orders,
    draw: (order) =>
      new Promise((resolve, reject) => {
        orders.push(order);
        settle = { resolve, reject };
      }),
    isGone: () => gone,
    end: crash,
    finish() {
      settle?.resolve(Buffer.from(`picture ${orders.length}`));
      settle = null;
    },
    crash,
  };
}

/** Timers that run when told to. */
function handTimers() {
  const runs = new Set<() => void>();
  return {
    startTimer: (_ms: number, run: () => void) => {
      runs.add(run);
      return () => void runs.delete(run);
    },
    elapse() {
      for (const run of [...runs]) run();
      runs.clear();
    },
  };
}
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A drawer whose processes are started, finished and timed by hand. */
function openDrawer() {
  const processes: ReturnType<typeof fakeProcess>[] = [];
  const timers = handTimers();
  const drawer = createChartDrawer({
    ...timers,
    startProcess: () => {
      const process = fakeProcess();
      processes.push(process);
      return process;
    },
  });
  return { processes, timers, drawer };
}

describe('charts drawn in a process', () => {
  const drawer = createChartDrawer({ startTimer: startRealTimer, deadlineMs: 60_000 });
  afterAll(() => drawer.stop());

  it('are the pictures that the drawing itself gives', async () => {
    const png = await drawer.draw(orderOf(1));
    expect(png.equals(rasterized(signalSvg(orderOf(1), ENGLISH)))).toBe(true);
    const hindi = await drawer.draw({ ...orderOf(1), languageCode: 'hi' });
    expect(hindi.equals(rasterized(withShapedText(signalSvg(orderOf(1), languageFor('hi')))))).toBe(true);
    const backtest = await drawer.draw({
      type: 'backtest',
      languageCode: 'en',
      tested: testedRule(),
      marketNote: null,
    });
    expect(backtest.subarray(1, 4).toString()).toBe('PNG');
  });

  it('leave the event loop to others while they are drawn', async () => {
    await drawer.draw(orderOf(1));
    const beforeMs = performance.now();
    const before = performance.eventLoopUtilization();
    await Promise.all(Array.from({ length: 20 }, (_, number) => drawer.draw(orderOf(100 + number))));
    const { utilization } = performance.eventLoopUtilization(before);
    expect(performance.now() - beforeMs).toBeGreaterThan(50);
    // Drawn on the loop itself it is busy all the time.
    expect(utilization).toBeLessThan(0.25);
  });

  it('say why they cannot be drawn, and the next one is drawn all the same', async () => {
    const empty = { ...orderOf(2), candles: columnsOf([]) };
    await expect(drawer.draw(empty)).rejects.toThrow('expected candles before');
    await expect(drawer.draw(orderOf(2))).resolves.toBeInstanceOf(Buffer);
  });
});

describe('the process that draws', () => {
  /** A drawer whose processes are real and known. */
  function realDrawer(startTimer: StartTimer = startRealTimer) {
    const started: DrawingProcess[] = [];
    const drawer = createChartDrawer({
      startTimer,
      deadlineMs: 60_000,
      startProcess: () => {
        const process = startDrawingProcess();
        started.push(process);
        return process;
      },
    });
    onTestFinished(() => drawer.stop());
    return { drawer, started };
  }
  const send = (signal: NodeJS.Signals, drawing: DrawingProcess | undefined): void => {
    if (drawing === undefined || drawing.pid === null) throw new Error('expected a process');
    process.kill(drawing.pid, signal);
  };

  it('is one for twenty pictures at once', async () => {
    const { drawer, started } = realDrawer();
    const pictures = await Promise.all(Array.from({ length: 20 }, (_, number) => drawer.draw(orderOf(200 + number))));
    expect(pictures.every((png) => png.subarray(1, 4).toString() === 'PNG')).toBe(true);
    expect(started).toHaveLength(1);
  });

  it('fails the picture it dies with, and another process draws those that wait', async () => {
    const { drawer, started } = realDrawer();
    const lost = expect(drawer.draw(orderOf(1))).rejects.toThrow('the drawing process ended with SIGKILL');
    const next = drawer.draw(orderOf(2));
    send('SIGKILL', started[0]);
    await lost;
    expect((await next).subarray(1, 4).toString()).toBe('PNG');
    expect(started).toHaveLength(2);
  });

  it('is ended when it hangs, and another one draws', async () => {
    const timers = handTimers();
    const { drawer, started } = realDrawer(timers.startTimer);
    const hung = expect(drawer.draw(orderOf(1))).rejects.toThrow('the drawing process was ended');
    send('SIGSTOP', started[0]);
    timers.elapse();
    await hung;
    expect(started[0]?.isGone()).toBe(true);
    expect((await drawer.draw(orderOf(1))).subarray(1, 4).toString()).toBe('PNG');
  });
});

describe('the queue of charts', () => {
  it('draws equal charts once, for whoever asks at the same time and later', async () => {
    const process = fakeProcess();
    const drawer = createChartDrawer({ ...handTimers(), startProcess: () => process });
    const asked = Array.from({ length: 39 }, () => drawer.draw(orderOf(1)));
    await settled();
    process.finish();
    const pictures = await Promise.all(asked);
    expect(await drawer.draw(orderOf(1))).toBe(pictures[0]);
    expect(new Set(pictures).size).toBe(1);
    expect(process.orders).toHaveLength(1);
  });

  it('has a bound, and refuses at once beyond it', async () => {
    const process = fakeProcess();
    const drawer = createChartDrawer({ ...handTimers(), mostWaiting: 3, startProcess: () => process });
    const asked = [1, 2, 3, 4].map((number) => drawer.draw(orderOf(number)));
    await expect(drawer.draw(orderOf(5))).rejects.toThrow('expected at most 3 charts waiting');
    for (let done = 0; done < 4; done += 1) {
      await settled();
      process.finish();
    }
    expect(await Promise.all(asked)).toHaveLength(4);
  });

  it('starts a new process after one that died or hung', async () => {
    const { processes, timers, drawer } = openDrawer();
    const lost = drawer.draw(orderOf(1));
    const failure = expect(lost).rejects.toThrow('ended with code 1');
    processes[0]?.crash();
    await failure;
    const hung = expect(drawer.draw(orderOf(1))).rejects.toThrow('ended with code 1');
    timers.elapse();
    await hung;
    const drawn = drawer.draw(orderOf(1));
    await settled();
    processes[2]?.finish();
    await drawn;
    expect(processes).toHaveLength(3);
  });

  it('ends a process that has had nothing to do for a while, and starts another', async () => {
    const { processes, timers, drawer } = openDrawer();
    for (const number of [1, 2, 3]) {
      const drawn = drawer.draw(orderOf(number));
      await settled();
      processes.at(-1)?.finish();
      await drawn;
      if (number === 2) timers.elapse();
    }
    expect(processes.map((process) => process.isGone())).toEqual([true, false]);
    await drawer.stop();
    expect(processes.every((process) => process.isGone())).toBe(true);
  });

  it('starts the process before a chart is asked for, and ends it where none comes', async () => {
    const { processes, timers, drawer } = openDrawer();
    drawer.warm();
    drawer.warm();
    const drawn = drawer.draw(orderOf(1));
    await settled();
    drawer.warm();
    expect(processes.map(({ orders }) => orders.length)).toEqual([1]);
    processes[0]?.finish();
    await drawn;
    timers.elapse();
    drawer.warm();
    expect(processes.map((process) => process.isGone())).toEqual([true, false]);
    timers.elapse();
    expect(processes.map((process) => process.isGone())).toEqual([true, true]);
  });

  it('keeps it for as long as is asked for', () => {
    const waits: number[] = [];
    const startTimer: StartTimer = (ms) => {
      waits.push(ms);
      return () => {};
    };
    const drawer = createChartDrawer({ startTimer, startProcess: fakeProcess });
    drawer.warm(10_500);
    drawer.warm();
    expect(waits).toEqual([10_500, 3_000]);
  });

  it('gives up what waits too long for the process', async () => {
    const timers = handTimers();
    const process = { ...fakeProcess(), end: () => {} };
    const drawer = createChartDrawer({ ...timers, startProcess: () => process });
    void drawer.draw(orderOf(1)).catch(() => undefined);
    const second = expect(drawer.draw(orderOf(2))).rejects.toThrow('expected a free drawing process within 20000 ms');
    await settled();
    timers.elapse();
    await second;
  });

  it('tells pictures apart that differ', () => {
    const order = orderOf(1);
    const more = columnsOf([{ openTimeMs: CLOSE_TIME_MS, open: 1, high: 1, low: 1, close: 1, volume: 1 }]);
    const keys = [
      order,
      orderOf(2),
      { ...order, entry: entryOf(order.entry.signal, outcomeOf()) },
      { ...order, candles: more },
      { type: 'backtest', languageCode: 'en', tested: testedRule(), marketNote: null } as const,
      { type: 'backtest', languageCode: 'en', tested: testedRule(), marketNote: 'replayed' } as const,
      { ...order, theme: 'dark' } as const,
      { ...order, entry: entryOf(order.entry.signal, outcomeOf({ touched: 'stop' })) },
    ].map(chartKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(chartKey(orderOf(1))).toBe(keys[0]);
  });
});
