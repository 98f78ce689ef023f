import { type SeriesKey, seriesName } from '../../market/series.ts';
import { VenueError } from '../../venue/venue-error.ts';
import type { VenueListener } from '../../venue/venue-event.ts';
import { type ErrorRow, errorRow } from './error-row.ts';
import type { Gate } from './gate.ts';
import type { AnswerFacts } from './open-exchange.ts';
import type { Quarantine } from './quarantine.ts';

const RETRY_BASE_MS = 250;
/** A further attempt begins within this time of the first: what takes longer is asked again at the next poll, by the scheduler. */
const RETRY_WITHIN_MS = 2_500;
/** Pause after a refusal for too many requests without Retry-After. */
const DEFAULT_STOP_MS = 60_000;
const MESSAGE_CHARACTERS = 300;

/** What the calls of one venue share. */
export interface GuardDeps {
  readonly exchangeId: string;
  readonly gate: Gate;
  /** Series the venue refuses, by name. */
  readonly series: Quarantine;
  /** The venue as a whole, under its id. */
  readonly venue: Quarantine;
  readonly factsOf: (error: unknown) => AnswerFacts | null;
  /** Sleeps in wall time. */
  readonly wait: (ms: number) => Promise<void>;
  /** Monotonic wall time in milliseconds. */
  readonly nowMs: () => number;
  /** 0..1, for jitter. */
  readonly random: () => number;
  readonly onEvent: VenueListener;
  /** The closest symbol the venue has to one it does not know; null when there is none. */
  readonly suggest: (symbol: string) => string | null;
}

/** One call to a venue, and what it is about. */
export interface GuardedCall<T> {
  /** For messages: "candles BTC/USDT@1h". */
  readonly what: string;
  /** The series it is about: quarantined when the venue refuses it. Null for calls about the venue itself. */
  readonly series: SeriesKey | null;
  readonly run: () => Promise<T>;
}

interface Attempt {
  /** 1 for the first. */
  readonly attempt: number;
  readonly ticket: number;
  /** When the first attempt began. */
  readonly sinceMs: number;
}

/** Calls a venue with the retries and pauses of the error table. Rejects with VenueError only. */
export type Guard = <T>(call: GuardedCall<T>) => Promise<T>;

/** One guard for all calls of a venue: what one call learns of the venue counts for the others. */
export function createGuard(deps: GuardDeps): Guard {
  const { exchangeId, gate, onEvent } = deps;

  function succeeded(series: SeriesKey | null): void {
    // Only an answer with candles opens the gate again: many venues answer their time while they refuse everything else.
    if (series === null) return;
    const wasShut = gate.succeeded();
    const wasDisabled = deps.venue.release(exchangeId);
    if (wasShut || wasDisabled) onEvent({ type: 'recovered', exchangeId });
    if (deps.series.release(seriesName(series))) onEvent({ type: 'released', exchangeId, series });
  }

  return async (call) => {
    const sinceMs = deps.nowMs();
    deps.venue.check(exchangeId);
    if (call.series !== null) deps.series.check(seriesName(call.series));
    for (let attempt = 1; ; attempt += 1) {
      const ticket = gate.pass();
      try {
        const value = await call.run();
        succeeded(call.series);
        return value;
      } catch (error) {
        if (error instanceof VenueError) throw error;
        await react(deps, { error, call }, { attempt, ticket, sinceMs });
      }
    }
  };
}

interface Failed {
  readonly error: unknown;
  readonly call: GuardedCall<unknown>;
}

/** Takes the action of the error's row; returns when another attempt may be made at once, throws when there is none. */
async function react(deps: GuardDeps, { error, call }: Failed, { attempt, ticket, sinceMs }: Attempt): Promise<void> {
  const { exchangeId, gate, onEvent } = deps;
  const facts = deps.factsOf(error);
  const row = errorRow(error, facts?.httpStatus ?? null);
  const failure = failureOf(deps, { error, call }, { row, facts });
  const { code, message: detail } = failure;
  switch (row.action) {
    case 'disable': {
      const rested = deps.venue.add(exchangeId, failure);
      onEvent({ type: 'disabled', exchangeId, code, forMs: rested.retryAfterMs, detail });
      throw rested;
    }
    case 'quarantine': {
      if (call.series === null) throw failure;
      const rested = deps.series.add(seriesName(call.series), failure);
      onEvent({ type: 'quarantined', exchangeId, series: call.series, code, forMs: rested.retryAfterMs, detail });
      throw rested;
    }
    case 'fail':
      throw failure;
    case 'stop':
    case 'back-off': {
      const forMs =
        row.action === 'stop'
          ? gate.shutFor(facts?.retryAfterMs ?? DEFAULT_STOP_MS, row.code)
          : gate.backOff(row.code, ticket);
      onEvent({ type: 'paused', exchangeId, code, forMs, detail });
      throw withRetryAfter(failure, forMs);
    }
    case 'retry': {
      const afterMs = RETRY_BASE_MS * 2 ** (attempt - 1) * (0.5 + deps.random());
      if (attempt >= row.attempts || deps.nowMs() + afterMs > sinceMs + RETRY_WITHIN_MS) throw failure;
      onEvent({ type: 'retried', exchangeId, code, attempt, afterMs, detail });
      await deps.wait(afterMs);
    }
  }
}

function failureOf(
  { exchangeId, suggest }: GuardDeps,
  { error, call }: Failed,
  { row, facts }: { readonly row: ErrorRow; readonly facts: AnswerFacts | null },
): VenueError {
  const name = error instanceof Error ? error.constructor.name : 'Error';
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, MESSAGE_CHARACTERS);
  const suggestion = call.series !== null && row.code === 'venue/bad-symbol' ? suggest(call.series.symbol) : null;
  const said = `${exchangeId}: ${call.what}: ${name}: ${detail}`;
  return new VenueError(row.code, suggestion === null ? said : `${said} (did you mean ${suggestion}?)`, {
    retry: row.action === 'quarantine' || row.action === 'disable' || row.action === 'fail' ? 'never' : 'later',
    sample: row.code === 'venue/bad-response' ? (facts?.sample ?? null) : null,
    cause: error,
  });
}

function withRetryAfter(failure: VenueError, retryAfterMs: number): VenueError {
  const { code, message, retry, sample, cause } = failure;
  return new VenueError(code, message, { retry, retryAfterMs, sample, cause });
}
