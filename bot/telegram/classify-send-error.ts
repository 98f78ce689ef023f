import { GrammyError, HttpError } from 'grammy';

/** What a failed call to Telegram means for the message. `error` is short and holds no token. */
export type SendFailure =
  /** 429: nothing was sent, and nothing may be for retryAfterMs. */
  | { readonly type: 'too-many-requests'; readonly retryAfterMs: number; readonly error: string }
  /** 5xx with Telegram's body, or no connection was made: nothing was sent. */
  | { readonly type: 'unavailable'; readonly error: string }
  /** 400, 401, 403 and their like: the same request will never succeed. */
  | { readonly type: 'rejected'; readonly code: number; readonly error: string }
  /** The group became a supergroup. */
  | { readonly type: 'moved'; readonly chatId: number; readonly error: string }
  /** An edit that would change nothing: the text is already there. */
  | { readonly type: 'not-modified'; readonly error: string }
  /** The request may have been written and carried out. There is no idempotency key, so nobody knows. */
  | { readonly type: 'lost'; readonly error: string };

/** Codes of a connection that was never made, so that no byte of the request left. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Telegram always names the wait; this is for a proxy that does not. */
const DEFAULT_RETRY_AFTER_MS = 5_000;
const LONGEST_ERROR = 200;

/**
 * Reads grammY's two errors: an answer of Telegram, or a call that broke, with its cause. Whatever it does not recognise is
 * "lost", the only class that is never tried again.
 */
export function classifySendError(thrown: unknown): SendFailure {
  if (thrown instanceof GrammyError) return classifyAnswer(thrown);
  const code = thrown instanceof HttpError ? codeOf(thrown.error) : null;
  if (code !== null && NEVER_CONNECTED.has(code)) return { type: 'unavailable', error: code };
  return { type: 'lost', error: describe(thrown) };
}

/** Whether whom a message was for cannot be written to: they blocked the bot, never started it, or are gone. */
export function isRefusedByPerson(failure: SendFailure): boolean {
  return failure.type === 'rejected' && (failure.code === 403 || /chat not found/i.test(failure.error));
}

function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

function classifyAnswer(answer: GrammyError): SendFailure {
  const { error_code: code, parameters } = answer;
  const error = tokenless(`${code} ${answer.description}`);
  if (code === 429) {
    const seconds = parameters.retry_after;
    return {
      type: 'too-many-requests',
      retryAfterMs: seconds === undefined ? DEFAULT_RETRY_AFTER_MS : seconds * 1_000,
      error,
    };
  }
  if (code >= 500) {
    return { type: 'unavailable', error };
  }
  if (parameters.migrate_to_chat_id !== undefined) {
    return { type: 'moved', chatId: parameters.migrate_to_chat_id, error };
  }
  if (code === 400 && /message is not modified/i.test(answer.description)) return { type: 'not-modified', error };
  return { type: 'rejected', code, error };
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) {
    return tokenless(String(thrown));
  }
  const cause = 'error' in thrown && thrown.error instanceof Error ? `: ${thrown.error.message}` : '';
  return tokenless(`${thrown.message}${cause}`);
}

/** The bot's token is part of every address that a network error quotes. */
function tokenless(text: string): string {
  return text.replaceAll(/\d+:[\w-]{20,}/g, '<token>').slice(0, LONGEST_ERROR);
}
