import type { Closing } from '../../../billing/lifecycle/closing.ts';
import type { TextStore } from '../ports.ts';

type Setup = Pick<TextStore, 'read' | 'replace'>;

const KEY = 'closing';
/** Behind it the beginning of the closing that was taken back. */
const OPEN = 'open:';

/** "since by refunds": moments in ms and an id; "-" for no refunds. */
const FORM = /^(\d+) (\d+) (\d+|-)$/;

/** Null while the service runs. */
export async function readClosing({ setup }: { readonly setup: Pick<Setup, 'read'> }): Promise<Closing | null> {
  return parse(await setup.read(KEY));
}

/** When the closing had begun that was taken back; null where none was, or the service is wound down. */
export async function readTakenBack({ setup }: { readonly setup: Pick<Setup, 'read'> }): Promise<number | null> {
  const text = await setup.read(KEY);
  return text?.startsWith(OPEN) ? Number(text.slice(OPEN.length)) : null;
}

function parse(text: string | null): Closing | null {
  if (text === null || text.startsWith(OPEN)) return null;
  const [, since, by, refunds] = FORM.exec(text) ?? [];
  if (since === undefined) throw new Error(`expected a closing, was "${text}"`);
  return { sinceMs: Number(since), by: Number(by), refundsAtMs: refunds === '-' ? null : Number(refunds) };
}

function textOf({ sinceMs, by, refundsAtMs }: Closing): string {
  return `${sinceMs} ${by} ${refundsAtMs ?? '-'}`;
}

/** Changes it where it still is what the change was thought for; false where another press was faster or it does not fit. */
async function change(setup: Setup, next: (now: Closing | null) => Closing | null | 'unfit'): Promise<boolean> {
  const text = await setup.read(KEY);
  const now = parse(text);
  const wanted = next(now);
  if (wanted === 'unfit') return false;
  return await setup.replace(KEY, text, wanted === null ? `${OPEN}${now?.sinceMs}` : textOf(wanted));
}

/** Begins to wind the service down; false where it is under way. */
export function beginClosing(
  setup: Setup,
  { by, nowMs }: { readonly by: number; readonly nowMs: number },
): Promise<boolean> {
  return change(setup, (now) => (now === null ? { sinceMs: nowMs, by, refundsAtMs: null } : 'unfit'));
}

/** Lets the service go on; false where it runs, or refunds have begun. */
export function takeClosingBack(setup: Setup): Promise<boolean> {
  return change(setup, (now) => (now === null || now.refundsAtMs !== null ? 'unfit' : null));
}

/** Has Stars given back from now on; false where nothing is wound down, or they are already. */
export function beginRefunds(setup: Setup, nowMs: number): Promise<boolean> {
  return change(setup, (now) => (now === null || now.refundsAtMs !== null ? 'unfit' : { ...now, refundsAtMs: nowMs }));
}
