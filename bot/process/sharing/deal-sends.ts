import type { SendPart, SendTable } from '../../send-share-store.ts';
import { TELEGRAM_LIMITS } from '../../telegram/sending/send-budget.ts';

/** What all processes may send together in a second. */
export const SENDS = TELEGRAM_LIMITS.bot.count;
/** What everybody has who takes part, wanted or not: whoever had nothing could not show that it needs more. */
const LEAST = 1;

export interface SendDealing {
  /** Who deals: it changes nothing but its own part and those of processes that have ended. */
  readonly holder: string;
  readonly nowMs: number;
  readonly lengthMs: number;
  readonly wants: SendPart['wants'];
  /** What it keeps to by now, and has for a whole window of Telegram's: not before may the rest be given away. Null: not yet known. */
  readonly keptTo: number | null;
}

export interface DealtSends {
  /** To be stored. */
  readonly table: SendTable;
  /** What the dealer may send a second once that is stored: what it holds, or less where it gives some away. */
  readonly sends: number;
}

/**
 * The table after one process has said that it lives and what it wants. What it has too much it must first keep from for a whole window
 * (`sends`), only then is it free in the table; what is free it takes as far as its part goes. So no window holds more than the limit.
 */
export function dealSends(table: SendTable, dealing: SendDealing): DealtSends {
  const { holder, nowMs, lengthMs, wants, keptTo } = dealing;
  const others = table.parts.filter((part) => part.holder !== holder && part.untilMs > nowMs);
  const had = table.parts.find((part) => part.holder === holder)?.sends ?? 0;
  const mine = { holder, untilMs: nowMs + lengthMs, sends: had, wants };
  const part = portionsOf([...others, mine]).get(holder) ?? 0;
  const free = SENDS - others.reduce((sum, { sends }) => sum + sends, 0);
  const sends = part < had ? (keptTo === null ? had : Math.max(part, Math.min(had, keptTo))) : Math.min(part, free);
  const parts = [...others, { ...mine, sends }].toSorted((a, b) => (a.holder < b.holder ? -1 : 1));
  return { table: { ...table, parts }, sends: Math.min(part, sends) };
}

/** The table without a process that ends in order: what it had is free one window after its last send. */
export function leaveSends(table: SendTable, holder: string, nowMs: number): SendTable {
  const untilMs = nowMs + TELEGRAM_LIMITS.bot.windowMs;
  return { ...table, parts: table.parts.map((part) => (part.holder === holder ? { ...part, untilMs } : part)) };
}

/**
 * The limit among those who share it: everybody the least, then what answers want, then what the rest wants, as evenly as the wants go;
 * what nobody wants is divided evenly, so that a sudden need finds some.
 */
export function portionsOf(parts: readonly SendPart[]): ReadonlyMap<string, number> {
  const dealt = new Map(parts.map(({ holder }) => [holder, LEAST]));
  const ordered = parts.toSorted((a, b) => (a.holder < b.holder ? -1 : 1));
  const wanted: readonly ((part: SendPart) => number)[] = [
    ({ wants }) => wants.answers,
    ({ wants }) => wants.answers + wants.rest,
    () => SENDS,
  ];
  let left = SENDS - LEAST * parts.length;
  for (const wants of wanted) {
    while (left > 0) {
      const open = ordered.filter((part) => (dealt.get(part.holder) ?? 0) < wants(part));
      const poorest = open.toSorted((a, b) => (dealt.get(a.holder) ?? 0) - (dealt.get(b.holder) ?? 0))[0];
      if (poorest === undefined) break;
      dealt.set(poorest.holder, (dealt.get(poorest.holder) ?? 0) + 1);
      left -= 1;
    }
  }
  return dealt;
}
