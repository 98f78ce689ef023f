import { z } from 'zod';

/** What a failed call to Telegram means for the message. `error` is short and holds no token. */
export type SendFailure =
  /** 429: nothing was sent, and nothing may be for retryAfterMs. */
  | { readonly type: 'too-many-requests'; readonly retryAfterMs: number; readonly error: string }
  /** 5xx with Telegram's body, or no connection was made: nothing was sent. */
  | { readonly type: 'unavailable'; readonly error: string }
  /** 400, 401, 403 and their like: the same request will never succeed. */
  | { readonly type: 'rejected'; readonly error: string }
  /** The group became a supergroup. */
  | { readonly type: 'moved'; readonly chatId: number; readonly error: string }
  /** An edit that would change nothing: the text is already there. */
  | { readonly type: 'not-modified'; readonly error: string }
  /** The request may have been written and carried out. There is no idempotency key, so nobody knows. */
  | { readonly type: 'lost'; readonly error: string };

const telegramAnswer = z.object({
  error_code: z.number().int(),
  description: z.string().default(''),
  parameters: z
    .object({ retry_after: z.number().nonnegative().optional(), migrate_to_chat_id: z.number().int().optional() })
    .default({}),
});
const brokenCall = z.object({ error: z.object({ code: z.string() }) });

/** Codes of a connection that was never made, so that no byte of the request left. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Telegram always says how long; this is for a proxy that does not. */
const RETRY_AFTER_WHEN_UNSAID_MS = 5_000;
const LONGEST_ERROR = 200;

/**
 * Reads grammY's two errors by their shape: an answer of Telegram (error_code) or a broken call (error, the cause).
 * Whatever it does not recognise is "lost", the only class that is never tried again.
 */
export function classifySendError(thrown: unknown): SendFailure {
  const answer = telegramAnswer.safeParse(thrown);
  if (answer.success) {
    return classifyAnswer(answer.data);
  }
  const broken = brokenCall.safeParse(thrown);
  if (broken.success && NEVER_CONNECTED.has(broken.data.error.code)) {
    return { type: 'unavailable', error: broken.data.error.code };
  }
  return { type: 'lost', error: describe(thrown) };
}

function classifyAnswer(answer: z.infer<typeof telegramAnswer>): SendFailure {
  const { error_code: code, parameters } = answer;
  const error = tokenless(`${code} ${answer.description}`);
  if (code === 429) {
    const seconds = parameters.retry_after;
    return {
      type: 'too-many-requests',
      retryAfterMs: seconds === undefined ? RETRY_AFTER_WHEN_UNSAID_MS : seconds * 1_000,
      error,
    };
  }
  if (code >= 500) {
    return { type: 'unavailable', error };
  }
  if (parameters.migrate_to_chat_id !== undefined) {
    return { type: 'moved', chatId: parameters.migrate_to_chat_id, error };
  }
  return {
    type: code === 400 && /message is not modified/i.test(answer.description) ? 'not-modified' : 'rejected',
    error,
  };
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
