const TELEGRAM_ROOT = 'https://api.telegram.org';
const LIMIT_MS = 5_000;

/** Telegram's time from the Date header of an answer, in whole seconds; needs no token. Rejects when there is none. */
export async function fetchTelegramTime(apiRoot: string | null): Promise<number> {
  const response = await fetch(apiRoot ?? TELEGRAM_ROOT, {
    method: 'HEAD',
    redirect: 'manual',
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  const text = response.headers.get('date');
  const timeMs = text === null ? Number.NaN : Date.parse(text);
  if (!Number.isFinite(timeMs)) throw new Error(`expected a Date header from Telegram, was "${text ?? 'none'}"`);
  return timeMs;
}
