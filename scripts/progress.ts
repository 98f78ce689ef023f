/** Shows how far a long command is: a bar on a terminal, a plain line every few seconds elsewhere. */
export interface Progress {
  step(label: string, done: number, total: number): void;
  end(): void;
}

const PLAIN_EVERY_MS = 3_000;
const BAR_EVERY_MS = 100;
const BAR_WIDTH = 30;

/** Progress on standard error, so that standard output stays clean. */
export function createProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  const startedMs = performance.now();
  const isTerminal = out.isTTY === true;
  let shownMs = startedMs;
  let open = false;
  return {
    step(label, done, total) {
      const nowMs = performance.now();
      if (nowMs - shownMs < (isTerminal ? BAR_EVERY_MS : PLAIN_EVERY_MS)) return;
      shownMs = nowMs;
      const seconds = ((nowMs - startedMs) / 1_000).toFixed(0);
      if (!isTerminal) {
        out.write(`${label}: ${done} of ${total}, ${seconds} s\n`);
        return;
      }
      const full = total > 0 ? Math.round((BAR_WIDTH * done) / total) : 0;
      out.write(`\r\x1b[2K${label} [${'█'.repeat(full)}${'·'.repeat(BAR_WIDTH - full)}] ${done}/${total} ${seconds} s`);
      open = true;
    },
    end() {
      if (open) out.write('\r\x1b[2K');
      open = false;
    },
  };
}
