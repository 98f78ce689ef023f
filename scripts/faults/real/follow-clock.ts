import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * Loaded into a product process before everything else: Date.now is the drill's clock (drill-clock.ts), and process.uptime goes at
 * its pace. Timers stay the machine's.
 */

const POSITION = z.object({ virtualMs: z.number(), wallMs: z.number(), speed: z.number() });
const LOOK_EVERY_MS = 10;
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
