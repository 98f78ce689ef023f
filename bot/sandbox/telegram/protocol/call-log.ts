/** One call of the bot, for tests and measurements. The token is not in it. */
export interface SandboxCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** The sandbox clock's time. */
  readonly atMs: number;
  /** HTTP status of the answer; 0 when the connection was dropped instead. */
  readonly status: number;
  /** What happened: the result, or null when the call had no effect. */
  readonly result: unknown;
  readonly error: string | null;
}

export interface CallStats {
  readonly calls: number;
  readonly byMethod: Readonly<Record<string, number>>;
  readonly tooManyRequests: number;
}

export interface CallLog {
  add(call: SandboxCall): void;
  recent(): readonly SandboxCall[];
  stats(): CallStats;
}

/** Keeps the newest `limit` calls but getUpdates, and counts all. */
export function createCallLog(limit: number): CallLog {
  let calls: SandboxCall[] = [];
  let total = 0;
  let tooManyRequests = 0;
  const byMethod = new Map<string, number>();
  return {
    add(call) {
      total += 1;
      byMethod.set(call.method, (byMethod.get(call.method) ?? 0) + 1);
      if (call.status === 429) tooManyRequests += 1;
      if (call.method === 'getUpdates' && call.status === 200) return;
      calls.push(call);
      if (calls.length > 2 * limit) calls = calls.slice(-limit);
    },
    recent: () => calls.slice(-limit),
    stats: () => ({ calls: total, byMethod: Object.fromEntries(byMethod), tooManyRequests }),
  };
}
