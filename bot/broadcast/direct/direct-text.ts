import type { LedgerEntry } from '../../../engine/ports.ts';
import type { RecordLine } from '../../../engine/signals/record-line.ts';
import { atReadersCost, roundTripOf } from '../../answers/cost/reader-cost.ts';
import type { SignalContext } from '../../answers/signal-context.ts';
import { textsFor } from '../../telegram/messages/texts.ts';
import { besideOf, type MessageDeps } from '../message-of.ts';
import type { ClaimedDirect } from './ports.ts';

export interface DirectTextDeps extends Pick<MessageDeps, 'record' | 'about' | 'onEvent'> {
  /** The signal of an alert's subject, as it stands. */
  readonly entry: (subject: string) => Promise<LedgerEntry | null>;
  /** Telegram HTML of a broadcast; null: it is gone. */
  readonly broadcast: (subject: string) => Promise<string | null>;
}

interface Known {
  readonly entry: LedgerEntry | null;
  readonly record: RecordLine | null;
  readonly about: SignalContext | null;
  readonly html: string | null;
}

/** Subjects whose messages are under way at the same time. */
const MOST_KNOWN = 50;

/** Texts of messages to persons, each in the reader's language; a subject is read once for all of its messages. */
export function createDirectText(deps: DirectTextDeps) {
  const known = new Map<string, Promise<Known>>();

  function knownOf({ subject, kind }: ClaimedDirect): Promise<Known> {
    const found = known.get(subject) ?? read(deps, subject, kind);
    known.set(subject, found);
    // A failed read is not remembered.
    found.catch(() => known.delete(subject));
    const [oldest] = known.keys();
    if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
    return found;
  }

  return async (claim: ClaimedDirect, nowMs: number): Promise<string | null> => {
    const { entry, record, about, html } = await knownOf(claim);
    const texts = textsFor(claim.languageCode);
    if (entry === null) return html;
    return texts.signalMessage(atReadersCost(entry, claim.cost), {
      ...{ nowMs, record, recordOf: marketOf(entry), about, riskPerTrade: claim.riskPerTrade },
      isOwnCost: roundTripOf(entry.signal.series.symbol, claim.cost) !== null,
    });
  };
}

async function read(deps: DirectTextDeps, subject: string, kind: ClaimedDirect['kind']): Promise<Known> {
  if (kind === 'broadcast') return { entry: null, record: null, about: null, html: await deps.broadcast(subject) };
  const entry = await deps.entry(subject);
  const beside = entry === null ? { record: null, about: null } : await besideOf(deps, entry.signal);
  return { entry, ...beside, html: null };
}

function marketOf({ signal: { series } }: LedgerEntry): string {
  return `${series.symbol} ${series.timeframe}`;
}
