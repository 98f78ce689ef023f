/** What may be sent counts as filled from this share on. At .95 the clock fell below an idle machine's own pace. */
const FILLED = 0.9;
/** A step beyond what the machine keeps up with costs so much of one stretch: a larger one would leave the limit unfilled on average. */
const FASTER = 1.05;
const SLOWEST_SHARE = 0.5;
/** Slower, and timers of the machine's clock would come too often by the product's. */
const SLOWEST = 0.2;

/** Half as fast as the machine's: nearly every machine keeps up with that, and a good one is at its pace a few stretches later. */
export const FIRST_SPEED = 0.5;

/**
 * How fast the clock goes on, after a stretch in which this share of what may be sent was: faster while the machine keeps up, slower
 * where it does not, than the machine's own clock too. So a message's delay is Telegram's and not the machine's.
 */
export function nextSpeed(speed: number, filled: number, fastest: number): number {
  const wanted = filled >= FILLED ? speed * FASTER : speed * Math.max(SLOWEST_SHARE, filled / FILLED);
  return Math.min(fastest, Math.max(SLOWEST, wanted));
}
