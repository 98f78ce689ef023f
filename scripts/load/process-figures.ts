import { readdirSync, readFileSync } from 'node:fs';

/** What processes have used. */
export interface ProcessFigures {
  readonly rssMb: number;
  readonly cpuSeconds: number;
}

/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4_096;

interface Row {
  readonly pid: number;
  readonly parent: number;
  readonly cpuTicks: number;
  readonly rssPages: number;
}

/** A process as /proc has it; null when it has ended meanwhile. */
function rowOf(pid: number): Row | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in brackets, may hold spaces.
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const [parent = 0, user = 0, system = 0, ended = 0, endedSystem = 0, rss = 0] = [1, 11, 12, 13, 14, 21].map(
      (at) => fields[at] ?? 0,
    );
    return { pid, parent, cpuTicks: user + system + ended + endedSystem, rssPages: rss };
  } catch {
    return null;
  }
}

/**
 * A process and its descendants, by /proc, without those that are named and theirs. Processor time of those that ended is counted with
 * whoever waited for them; memory that several share is counted with each.
 */
export function figuresOf(
  pid: number,
  { without = [] }: { readonly without?: readonly number[] } = {},
): ProcessFigures {
  const rows = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => rowOf(Number(name)) ?? []);
  const others = familyOf(rows, without);
  const family = familyOf(rows, [pid]);
  const own = rows.filter((row) => family.has(row.pid) && !others.has(row.pid));
  return {
    rssMb: own.reduce((sum, { rssPages }) => sum + rssPages * PAGE_BYTES, 0) / 1e6,
    cpuSeconds: own.reduce((sum, { cpuTicks }) => sum + cpuTicks, 0) / TICKS_PER_SECOND,
  };
}

/** Processor time of what this process has started, without those that are named and theirs. */
export function childrenCpuSeconds(without: readonly number[] = []): number {
  const own = process.cpuUsage();
  return figuresOf(process.pid, { without }).cpuSeconds - (own.user + own.system) / 1e6;
}

function familyOf(rows: readonly Row[], pids: readonly number[]): ReadonlySet<number> {
  const family = new Set(pids);
  // Parents have smaller numbers than their children but after a wrap: twice finds those as well.
  for (const row of [...rows, ...rows]) if (family.has(row.parent)) family.add(row.pid);
  return family;
}
