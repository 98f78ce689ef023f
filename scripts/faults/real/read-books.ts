import { z } from 'zod';
import { factDocument } from '../../../billing/adapters/mongo/fact-document.ts';
import { entitlementAt } from '../../../billing/entitlement.ts';
import type { LedgerFact } from '../../../billing/ledger-fact.ts';
import type { WorldMessage } from '../../../bot/sandbox/telegram/world.ts';
import { connectMongo } from '../../../engine/adapters/mongo/connect.ts';
import { parseEntry, SIGNALS } from '../../../engine/adapters/mongo/signal-document.ts';
import type { LedgerEntry } from '../../../engine/ports.ts';
import type { RealStage } from './real-stage.ts';

/** What was stored and what arrived, at the end of a real day. */
export interface Books {
  readonly nowMs: number;
  readonly entries: readonly LedgerEntry[];
  readonly lines: readonly LedgerFact[];
  /** Messages of the channels, by what the bot knows of them. */
  readonly messages: readonly WorldMessage[];
  /** Ids of Telegram's own transactions. */
  readonly charges: readonly string[];
  readonly tier: string | null;
}

const TRANSACTIONS = z.object({ result: z.object({ transactions: z.array(z.object({ id: z.string() })) }) });

export async function readBooks({ databaseUri, addresses, person, clock }: RealStage): Promise<Books> {
  const connection = await connectMongo(databaseUri());
  try {
    const documents = async (name: string): Promise<readonly unknown[]> =>
      await connection.collection(name).find({}).toArray();
    const entries = (await documents(SIGNALS)).map(parseEntry);
    const lines = (await documents('payments')).map((document) => factDocument.parse(document));
    const { chats } = await person.snapshot();
    const token = addresses.environment.TELEGRAM_BOT_TOKEN ?? '';
    const response = await fetch(`${addresses.telegram}/bot${token}/getStarTransactions?limit=100`);
    const { result } = TRANSACTIONS.parse(await response.json());
    return {
      ...{ nowMs: clock.nowMs(), entries, lines },
      messages: chats.filter(({ type }) => type === 'channel').flatMap(({ messages }) => messages),
      charges: result.transactions.map(({ id }) => id),
      tier: entitlementAt(lines, clock.nowMs())?.tier ?? null,
    };
  } finally {
    await connection.close();
  }
}
