import { type SeriesKey, seriesName } from '../../market/series.ts';
import { type ErrorRow, errorRow } from './error-table.ts';
import type { Gate } from './gate.ts';
import type { AnswerFacts } from './open-exchange.ts';
import { VenueError } from './venue-error.ts';
import type { VenueListener } from './venue-event.ts';

const RETRY_BASE_MS = 250;
/** When a venue refuses for too many requests and does not say for how long. */
const DEFAULT_STOP_MS = 60_000;
const MESSAGE_CHARACTERS = 300;

export interface GuardDeps {
  readonly exchangeId: string;
  readonly gate: Gate;
  readonly factsOf: (error: unknown) => AnswerFacts | null;
  readonly wait: (ms: number) => Promise<void>;
  /** 0..1, for jitter. */
  readonly random: () => number;
  readonly onEvent: VenueListener;
  /** What to add to the message of an error about this symbol, such as a suggestion. */
  readonly hint: (symbol: string) => string;
}

export interface GuardedCall<T> {
  /** For messages: "candles of BTC/USDT@1h". */
  readonly what: string;
  /** The series it is about: quarantined when the venue refuses it for good. Null for calls about the venue itself. */
  readonly series: SeriesKey | null;
  readonly run: () => Promise<T>;
}

interface Attempt {
  /** 1 for the first. */
  readonly attempt: number;
  readonly ticket: number;
}

/** Asks a venue as the error table says. Rejects with VenueError only. */
export type Guard = <T>(call: GuardedCall<T>) => Promise<T>;

export function createGuard(deps: GuardDeps): Guard {
  const { exchangeId, gate, factsOf, wait, random, onEvent } = deps;
  const quarantined = new Map<string, VenueError>();

  /** Takes the row's action; returns when another attempt may be made, throws when there is none. */
  const react = async (error: unknown, call: GuardedCall<unknown>, { attempt, ticket }: Attempt): Promise<void> => {
    const facts = factsOf(error);
    const row = errorRow(error, facts?.httpStatus ?? null);
    const failure = failureOf(error, { row, facts, call, exchangeId, hint: deps.hint });
    switch (row.action) {
      case 'disable':
        gate.shutForEver(failure);
        onEvent({ type: 'disabled', exchangeId, code: failure.code, say: failure.message });
        throw failure;
      case 'quarantine':
        if (call.series !== null) {
          quarantined.set(seriesName(call.series), failure);
          onEvent({ type: 'quarantined', exchangeId, series: call.series, code: failure.code, say: failure.message });
        }
        throw failure;
      case 'fail':
        throw failure;
      case 'stop':
      case 'back-off': {
        const forMs =
          row.action === 'stop'
            ? gate.shutFor(facts?.retryAfterMs ?? DEFAULT_STOP_MS, row.code)
            : gate.backOff(row.code, ticket);
        onEvent({ type: 'paused', exchangeId, code: failure.code, forMs, say: failure.message });
        if (attempt >= row.attempts) throw withRetryAfter(failure, forMs);
        return;
      }
      case 'retry': {
        if (attempt >= row.attempts) throw failure;
        const afterMs = RETRY_BASE_MS * 2 ** (attempt - 1) * (0.5 + random());
        onEvent({ type: 'retried', exchangeId, code: failure.code, attempt, afterMs, say: failure.message });
        await wait(afterMs);
      }
    }
  };

  return async (call) => {
    const known = call.series === null ? undefined : quarantined.get(seriesName(call.series));
    if (known !== undefined) throw known;
    for (let attempt = 1; ; attempt += 1) {
      const ticket = await gate.pass();
      try {
        const value = await call.run();
        if (gate.succeeded()) onEvent({ type: 'recovered', exchangeId });
        return value;
      } catch (error) {
        if (error instanceof VenueError) throw error;
        await react(error, call, { attempt, ticket });
      }
    }
  };
}

interface FailureInput {
  readonly row: ErrorRow;
  readonly facts: AnswerFacts | null;
  readonly call: GuardedCall<unknown>;
  readonly exchangeId: string;
  readonly hint: (symbol: string) => string;
}

function failureOf(error: unknown, { row, facts, call, exchangeId, hint }: FailureInput): VenueError {
  const name = error instanceof Error ? error.constructor.name : 'Error';
  const detail = (error instanceof Error ? error.message : String(error)).slice(0, MESSAGE_CHARACTERS);
  const suggestion = call.series !== null && row.code === 'venue/bad-symbol' ? hint(call.series.symbol) : '';
  return new VenueError(row.code, `${exchangeId}: ${call.what}: ${name}: ${detail}${suggestion}`, {
    retry: row.action === 'quarantine' || row.action === 'disable' || row.action === 'fail' ? 'never' : 'later',
    sample: row.code === 'venue/bad-response' ? (facts?.sample ?? null) : null,
    cause: error,
  });
}

function withRetryAfter(failure: VenueError, retryAfterMs: number): VenueError {
  const { code, message, retry, sample, cause } = failure;
  return new VenueError(code, message, { retry, retryAfterMs, sample, cause });
}
