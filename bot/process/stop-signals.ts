/** How long an orderly stop may take before the process ends anyway: everything is safe against that. */
const STOP_LIMIT_MS = 20_000;
/**
 * Ctrl-C in a terminal reaches the whole process group, npm included, which hands its own on to us: what comes within this
 * time is the same request, not a second one.
 */
const SAME_REQUEST_MS = 250;
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** Requests from outside to end this process. */
export interface StopSignals {
  /** Aborted by the first request; its reason is the signal's name, "SIGTERM". */
  readonly signal: AbortSignal;
  /** Resolves with the signal's name at the first request. */
  readonly requested: Promise<string>;
}

/**
 * Listens for SIGINT and SIGTERM. Called before anything else is loaded: process 1 of a container gets no signal for which
 * it has no handler, so one that came during the start would be lost. A second request ends the process at once, and so
 * does an orderly stop that takes longer than 20 s. Imports nothing, so that it is there within milliseconds.
 */
export function listenForStop(onRequest: (reason: string) => void): StopSignals {
  const controller = new AbortController();
  let requestedAtMs: number | null = null;
  const requested = new Promise<string>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) {
      // Those of preload.mjs, which end the process at once.
      process.removeAllListeners(name);
      process.on(name, () => {
        if (requestedAtMs !== null) {
          if (performance.now() - requestedAtMs > SAME_REQUEST_MS) process.exit(EXIT_CODES[name]);
          return;
        }
        requestedAtMs = performance.now();
        setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
        onRequest(name);
        resolve(name);
        controller.abort(name);
      });
    }
  });
  return { signal: controller.signal, requested };
}
