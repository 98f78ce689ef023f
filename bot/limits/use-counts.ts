/** A stretch of wall time in which something may be used so many times. */
export interface UseWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** One use by somebody of what is limited. */
export interface Use {
  readonly telegramId: number;
  /** What is used: "questions", "backtests". */
  readonly what: string;
  readonly window: UseWindow;
}

/** Whether a use was counted. isFirst: the first one that was refused in this window, whatever was restarted and whoever counts beside. */
export type UseAnswer = { readonly type: 'counted' } | { readonly type: 'refused'; readonly isFirst: boolean };

/** What people used, in a place that a restart does not forget and that processes share. Windows are of wall time, also in a replay. */
export interface UseCounts {
  /** Counts one more unless there are `most`, in the step that looks; what is refused uses nothing up. */
  take(use: Use, most: number): Promise<UseAnswer>;
  /** Takes one off: it was no use, because we failed. */
  giveBack(use: Use): Promise<void>;
}

/** The window of this length in which a moment lies, the same for everybody. */
export function windowAt(nowMs: number, lengthMs: number): UseWindow {
  const fromMs = Math.floor(nowMs / lengthMs) * lengthMs;
  return { fromMs, untilMs: fromMs + lengthMs };
}
