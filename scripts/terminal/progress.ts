/** Shows how far a long command is: a bar on a terminal, a plain line every few seconds elsewhere. */
export interface Progress {
  step(label: string, done: number, total: number): void;
  end(): void;
}

const PLAIN_EVERY_MS = 3_000;
const BAR_EVERY_MS = 100;
const BAR_WIDTH = 30;

/** "12 s", "3 min 5 s", "2 h 4 min". */
function durationText(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Progress on standard error, so that standard output stays clean. */
export function createProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  const startedMs = performance.now();
  const isTerminal = out.isTTY === true;
  let shownMs = startedMs;
  let stage = { label: '', startedMs, doneBefore: 0 };
  let open = false;
  return {
    step(label, done, total) {
      const nowMs = performance.now();
      // The first step of a stage may find work that was done before: the pace is that of the steps after it.
      if (stage.label !== label) stage = { label, startedMs: nowMs, doneBefore: done };
      const worked = done - stage.doneBefore;
      const left =
        worked > 0 && done < total
          ? `, about ${durationText(((nowMs - stage.startedMs) / worked) * (total - done))} left`
          : '';
      if (nowMs - shownMs < (isTerminal ? BAR_EVERY_MS : PLAIN_EVERY_MS)) return;
      shownMs = nowMs;
      const taken = `${durationText(nowMs - startedMs)}${left}`;
      if (!isTerminal) {
        out.write(`${label}: ${done} of ${total}, ${taken}\n`);
        return;
      }
      const full = total > 0 ? Math.round((BAR_WIDTH * done) / total) : 0;
      out.write(`\r\x1b[2K${label} [${'█'.repeat(full)}${'·'.repeat(BAR_WIDTH - full)}] ${done}/${total} ${taken}`);
      open = true;
    },
    end() {
      if (open) out.write('\r\x1b[2K');
      open = false;
    },
  };
}
