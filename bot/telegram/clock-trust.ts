import type { Clock } from '../../engine/ports.ts';

/** What would take something away from a person was not done, because the machine's clock cannot be believed. */
export class WrongClockError extends Error {
  readonly code = 'telegram/wrong-clock';
}

export type ClockEvent =
  /** By `source` the time differs by `skewMs` (theirs less ours): nothing is taken from anybody until it agrees. */
  | { readonly type: 'clock-distrusted'; readonly source: string; readonly skewMs: number }
  | { readonly type: 'clock-trusted'; readonly source: string }
  /** Telegram's clock could not be asked for an hour: nobody is removed while nothing confirms ours. */
  | { readonly type: 'clock-unconfirmed'; readonly error: string };

/** Whether the machine's clock may decide that somebody's time is over. */
export interface ClockTrust {
  /** Takes a venue's verdict (clock-skew.ts): `skewMs` is its clock less ours. */
  noteVenue(venue: string, isApart: boolean, skewMs: number): void;
  /** Asks Telegram's clock unless that was done a moment ago. False while a source contradicts ours, and while none has confirmed it. */
  check(): Promise<boolean>;
  /** Rejects with WrongClockError where check() is false. */
  require(): Promise<void>;
}

export interface ClockTrustOptions {
  readonly clock: Clock;
  /** Telegram's time in whole seconds; null for a replay, whose clock is the only one there is. */
  readonly askTelegram: (() => Promise<number>) | null;
  readonly onEvent: (event: ClockEvent) => void;
}

const TELEGRAM = 'Telegram';
/** The answer has whole seconds and takes a while; plans run for days. */
const TELEGRAM_LIMIT_MS = 60_000;
/** A confirmation older than this confirms nothing: the clock may have been set since. */
const CONFIRMED_FOR_MS = 60_000;
/** A Telegram that is away for minutes is no news here; one whose answers have no date would be none for ever. */
const REPORTED_AFTER_MS = 3_600_000;

interface Trust extends ClockTrustOptions {
  /** Sources that contradict the clock. */
  readonly apart: Map<string, number>;
  confirmedAtMs: number | null;
  /** When asking began to fail; null while it succeeds. */
  failingSinceMs: number | null;
  /** The operator knows that it fails. */
  isReported: boolean;
}

export function createClockTrust(options: ClockTrustOptions): ClockTrust {
  const trust: Trust = {
    ...options,
    apart: new Map<string, number>(),
    confirmedAtMs: null,
    failingSinceMs: null,
    isReported: false,
  };
  return {
    noteVenue: (venue, isApart, skewMs) => note(trust, venue, isApart ? skewMs : null),
    check: () => check(trust),
    async require() {
      if (await check(trust)) return;
      const [[source, skewMs] = ['', 0]] = trust.apart;
      throw new WrongClockError(
        source === ''
          ? 'expected a clock that Telegram has confirmed, was not: no answer'
          : `expected a clock as ${source} has it, was ${Math.round(Math.abs(skewMs) / 1_000)} s apart`,
      );
    },
  };
}

/** `skewMs` null: the source agrees with the clock. */
function note({ apart, onEvent }: Trust, source: string, skewMs: number | null): void {
  if ((skewMs !== null) === apart.has(source)) return;
  if (skewMs === null) apart.delete(source);
  else apart.set(source, skewMs);
  onEvent(skewMs === null ? { type: 'clock-trusted', source } : { type: 'clock-distrusted', source, skewMs });
}

async function check(trust: Trust): Promise<boolean> {
  const { clock, askTelegram, apart } = trust;
  if (askTelegram === null) return apart.size === 0;
  const ageMs = trust.confirmedAtMs === null ? Number.POSITIVE_INFINITY : clock.nowMs() - trust.confirmedAtMs;
  if (ageMs >= 0 && ageMs <= CONFIRMED_FOR_MS) return apart.size === 0;
  try {
    const skewMs = (await askTelegram()) - clock.nowMs();
    const isApart = Math.abs(skewMs) > TELEGRAM_LIMIT_MS;
    trust.confirmedAtMs = isApart ? null : clock.nowMs();
    if (trust.isReported && !isApart) trust.onEvent({ type: 'clock-trusted', source: TELEGRAM });
    trust.failingSinceMs = null;
    trust.isReported = false;
    note(trust, TELEGRAM, isApart ? skewMs : null);
    return apart.size === 0;
  } catch (error) {
    noteFailure(trust, String(error));
    return false;
  }
}

function noteFailure(trust: Trust, error: string): void {
  const nowMs = trust.clock.nowMs();
  trust.failingSinceMs ??= nowMs;
  if (trust.isReported || nowMs - trust.failingSinceMs < REPORTED_AFTER_MS) return;
  trust.isReported = true;
  trust.onEvent({ type: 'clock-unconfirmed', error });
}
