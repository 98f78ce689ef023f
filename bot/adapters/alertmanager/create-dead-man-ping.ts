const LIMIT_MS = 5_000;

/** Calls the service outside that waits for a call each minute. Rejects where it does not take it, without its address: a secret. */
export function createDeadManPing(url: string): () => Promise<void> {
  return async () => {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(LIMIT_MS) });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`expected DEAD_MAN_URL to take the call, was ${response.status}`);
  };
}
