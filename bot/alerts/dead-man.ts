/** The watchdog's way from Prometheus to a service outside, which raises the alarm when it is no longer called. */
export interface DeadMan {
  /** Alertmanager has called with the alert that always fires. */
  watchdogCalled(): void;
  /** Resolves when the last call has been passed on or has failed. */
  idle(): Promise<void>;
}

export interface DeadManDependencies {
  /** Asks Telegram for anything; rejects where it does not answer. */
  readonly askTelegram: () => Promise<unknown>;
  /** Calls the service outside; null: nobody waits for it. */
  readonly ping: (() => Promise<void>) | null;
  readonly onFailed: (error: unknown) => void;
}

/**
 * Passes the watchdog on only while this process could tell operators of an alert: Alertmanager has just reached it, and Telegram has just
 * answered it. Called each minute, so a call that fails is not repeated.
 */
export function createDeadMan({ askTelegram, ping, onFailed }: DeadManDependencies): DeadMan {
  let running: Promise<void> | null = null;
  const passOn = async (call: () => Promise<void>): Promise<void> => {
    try {
      await askTelegram();
      await call();
    } catch (error) {
      onFailed(error);
    } finally {
      running = null;
    }
  };
  return {
    watchdogCalled() {
      if (ping !== null) running ??= passOn(ping);
    },
    idle: async () => await (running ?? Promise.resolve()),
  };
}
