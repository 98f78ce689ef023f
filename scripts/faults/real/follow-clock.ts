import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * Loaded into a product process before everything else: Date.now is the drill's clock (drill-clock.ts), process.uptime goes at its pace,
 * and so do short timers where it is faster: a pause between two messages, taken in the machine's time, would be so many times too long.
 * Longer timers stay the machine's: they wait for the network, or renew a lease.
 */

const POSITION = z.object({ virtualMs: z.number(), wallMs: z.number(), speed: z.number() });
const LOOK_EVERY_MS = 10;
const SHORT_MS = 1_000;
const wallNowMs = Date.now;

let lookedMs = Number.NEGATIVE_INFINITY;
let position = look();

function look(): z.infer<typeof POSITION> {
  lookedMs = wallNowMs();
  return POSITION.parse(JSON.parse(readFileSync(process.env.DRILL_CLOCK ?? '', 'utf8')));
}

function drillNowMs(): number {
  const nowMs = wallNowMs();
  if (nowMs - lookedMs >= LOOK_EVERY_MS) position = look();
  return Math.floor(position.virtualMs + (nowMs - position.wallMs) * position.speed);
}

// The lease is renewed by the machine's timers, so it counts the machine's time: its fifteen seconds would be over between two renewals.
Object.defineProperty(Date, 'now', {
  get() {
    if (!(new Error().stack ?? '').includes('open-duty')) return drillNowMs;
    Object.defineProperty(Date, 'now', { value: drillNowMs });
    return wallNowMs;
  },
  configurable: true,
});

process.uptime = () => drillNowMs() / 1_000;

const startTimer = globalThis.setTimeout;
const startAtPace = (run: (...given: unknown[]) => void, delayMs = 0, ...given: unknown[]): NodeJS.Timeout =>
  startTimer(run, delayMs < SHORT_MS ? delayMs / Math.max(1, position.speed) : delayMs, ...given);
// With what else hangs on it, such as its form for util.promisify.
globalThis.setTimeout = Object.assign(startAtPace, startTimer) as typeof setTimeout;
