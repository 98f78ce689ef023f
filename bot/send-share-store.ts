import type { Division, DivisionStore } from './division-store.ts';

/** What one process may send with the token, and what it would like to. */
export interface SendPart {
  readonly holder: string;
  /** Until when it has said that it lives: by the machines' time, as a lease. */
  readonly untilMs: number;
  /** Of Telegram's sends a second. */
  readonly sends: number;
  /** Sends a second that it had use for lately: answers to people, and the rest. */
  readonly wants: { readonly answers: number; readonly rest: number };
}

/** How what the token may send is divided among processes. */
export interface SendTable extends Division {
  /** Telegram has asked for silence until then (429): of the token, hence of every process. */
  readonly stoppedUntilMs: number;
  readonly parts: readonly SendPart[];
}

export type SendShareStore = DivisionStore<SendTable>;

/** Nobody sends yet. */
export const NO_SENDS: SendTable = { revision: 0, stoppedUntilMs: 0, parts: [] };
