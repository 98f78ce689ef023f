import { setTimeout as sleep } from 'node:timers/promises';
import { HOUR_MS } from '../../engine/time.ts';
import { soundBooks } from '../faults/real/compare-books.ts';
import { type Books, readBooks } from '../faults/real/read-books.ts';
import { buy, DRILL_SPEED, untilSettled } from '../faults/real/real-day.ts';
import type { RealProcess } from '../faults/real/real-process.ts';
import { openRealStage, type RealStage, type StageOptions } from '../faults/real/real-stage.ts';
import type { Verdict } from '../faults/verdict/judge.ts';
import { isGrowing, trendOf } from './trend.ts';

export interface Soak extends Verdict {
  /** Virtual hours that passed. */
  readonly hours: number;
  readonly samples: number;
  readonly peakRssMb: number;
  /** Megabytes and handles an hour of virtual time, over the second half, with their standard errors. */
  readonly rssSlopeMbPerHour: number;
  readonly rssSlopeError: number;
  readonly handleSlopePerHour: number;
  readonly handleSlopeError: number;
  /** Null: the run was too short to tell a leak from the warming up. */
  readonly isMemorySteady: boolean | null;
  readonly areHandlesSteady: boolean | null;
  readonly cpuSeconds: number;
  readonly signals: number;
  readonly posts: number;
  readonly presses: number;
  readonly payments: number;
  readonly tooManyRequests: number;
  /** Of the 30 messages a second that Telegram lets a bot send, by the product's clock. */
  readonly sentShareOfLimit: number;
  /** From the close of a candle to its post in the first channel, by the product's clock. */
  readonly p99CloseToPostMs: number;
}

interface Sample {
  readonly hour: number;
  readonly rssMb: number;
  readonly handles: number;
  readonly cpuSeconds: number;
}

const SAMPLE_EVERY_MS = 2_000;
const PRESS_EVERY_MS = 500;
const PRESSED = ['/plan', '/signals', '/status', '/track', '/predict', '/help'] as const;
const LIMIT_PER_SECOND = 30;
/** Growth over a day of what there is on average that is still called steady. */
const STEADY_SHARE = 0.1;
const DAY_HOURS = 24;
const LEAST_HOURS = 2;

export interface SoakOptions extends Omit<StageOptions, 'gate' | 'speed' | 'name'> {
  readonly hours: number;
  readonly onHour: (hour: number) => void;
}

/** Lets virtual hours pass over the real process while people press and candles close, and measures what it keeps. */
export async function runSoak({ hours, onHour, ...options }: SoakOptions): Promise<Soak> {
  const stage = await openRealStage({ ...options, gate: null, speed: DRILL_SPEED, name: 'soak', hasFullPool: true });
  const load = { isOver: false, presses: 0 };
  let running: RealProcess | null = null;
  try {
    running = await stage.start();
    await running.whenReady();
    stage.clock.release();
    await buy(stage);
    const pressing = press(stage, load);
    const samples = await sampled(stage, running, { hours, onHour });
    load.isOver = true;
    await pressing;
    await untilSettled(stage);
    running.child.kill('SIGTERM');
    await running.ended;
    return {
      ...figuresOf(samples),
      ...ofBooks(await readBooks(stage), hours),
      presses: load.presses,
      tooManyRequests: stage.refusals(),
    };
  } finally {
    load.isOver = true;
    running?.child.kill('SIGKILL');
    await running?.ended;
    await stage.close();
  }
}

async function press({ person }: RealStage, load: { isOver: boolean; presses: number }): Promise<void> {
  const { id: chatId } = await person.chat('Analyser');
  while (!load.isOver) {
    await person.act({ type: 'write', chatId, text: PRESSED[load.presses % PRESSED.length] ?? '/help' });
    load.presses += 1;
    await sleep(PRESS_EVERY_MS);
  }
}

async function sampled(
  { clock }: RealStage,
  { metricsUrl, child, output }: RealProcess,
  { hours, onHour }: Pick<SoakOptions, 'hours' | 'onHour'>,
): Promise<readonly Sample[]> {
  const startMs = clock.nowMs();
  const samples: Sample[] = [];
  for (let hour = 0; hour < hours; hour = (clock.nowMs() - startMs) / HOUR_MS) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the process ended:\n${output()}`);
    const text = await (await fetch(metricsUrl, { signal: AbortSignal.timeout(10_000) })).text();
    samples.push({
      hour,
      rssMb: metricOf(text, 'process_resident_memory_bytes') / 2 ** 20,
      handles: metricOf(text, 'nodejs_active_resources_total'),
      cpuSeconds: metricOf(text, 'process_cpu_seconds_total'),
    });
    onHour(hour);
    await sleep(SAMPLE_EVERY_MS);
  }
  return samples;
}

function metricOf(text: string, name: string): number {
  const value = Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(text)?.[1] ?? Number.NaN);
  if (!Number.isFinite(value)) throw new Error(`expected the metric ${name}`);
  return value;
}

function figuresOf(samples: readonly Sample[]) {
  // The first half fills caches and lets the compiler settle.
  const later = samples.slice(Math.floor(samples.length / 2));
  const rss = trendOf(later.map(({ hour, rssMb }) => [hour, rssMb]));
  const handles = trendOf(later.map(({ hour, handles: count }) => [hour, count]));
  const span = { span: DAY_HOURS, share: STEADY_SHARE };
  const isLongEnough = (samples.at(-1)?.hour ?? 0) >= LEAST_HOURS;
  return {
    samples: samples.length,
    peakRssMb: rounded(Math.max(...samples.map(({ rssMb }) => rssMb))),
    ...{ rssSlopeMbPerHour: rounded(rss.slope), rssSlopeError: rounded(rss.error) },
    ...{ handleSlopePerHour: rounded(handles.slope), handleSlopeError: rounded(handles.error) },
    isMemorySteady: isLongEnough ? !isGrowing(rss, span) : null,
    areHandlesSteady: isLongEnough ? !isGrowing(handles, span) : null,
    cpuSeconds: rounded(samples.at(-1)?.cpuSeconds ?? 0),
  };
}

function ofBooks(books: Books, hours: number) {
  const firstPosts = books.entries.flatMap(({ signal, deliveries }) => {
    const sent = deliveries.flatMap(({ sentAtMs }) => (sentAtMs === null ? [] : [sentAtMs - signal.closeTimeMs]));
    return sent.length === 0 ? [] : [Math.min(...sent)];
  });
  const sorted = firstPosts.toSorted((a, b) => a - b);
  return {
    ...soundBooks(books),
    ...{ hours, signals: books.entries.length, posts: books.messages.length, payments: books.charges.length },
    sentShareOfLimit: books.messages.length / ((hours * HOUR_MS * LIMIT_PER_SECOND) / 1_000),
    p99CloseToPostMs: sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))] ?? 0,
  };
}

const rounded = (value: number): number => Math.round(value * 1_000) / 1_000;
