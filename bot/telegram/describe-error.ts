import { redactSecrets } from '../redact.ts';

const MOST_CAUSES = 4;

/** What went wrong in one line, causes included, without secrets: the bot token is part of every Bot API address. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  for (
    let current = error;
    current !== undefined && current !== null && parts.length < MOST_CAUSES;
    current = causeOf(current)
  ) {
    parts.push(current instanceof Error ? `${current.name}: ${current.message}` : String(current));
  }
  return redactSecrets(parts.join(' < '));
}

/** grammY keeps the cause of a BotError and of an HttpError in `error`. */
function causeOf(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return undefined;
  if ('error' in error && error.error !== error) return error.error;
  return 'cause' in error ? error.cause : undefined;
}
