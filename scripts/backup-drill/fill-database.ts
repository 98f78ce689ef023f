import { createHash } from 'node:crypto';
import type { connectMongo } from '../../engine/adapters/mongo/connect.ts';

type Connection = Awaited<ReturnType<typeof connectMongo>>;

const BATCH = 2_000;
/** Of an old installation's documents, most are messages to persons; the others here are people who came and went. */
const MESSAGES_A_PERSON = 4;
const FIRST_PERSON_ID = 900_000_000;

/** Adds so many documents of the two kinds that an installation has most of: messages that were sent to persons, and people. */
export async function fillDatabase(
  connection: Connection,
  {
    documents,
    nowMs,
    onBatch,
  }: {
    readonly documents: number;
    readonly nowMs: number;
    readonly onBatch: (done: number) => void;
  },
): Promise<void> {
  for (let from = 0; from < documents; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, documents - from) }, (_, at) => from + at);
    const isPerson = (at: number): boolean => at % (MESSAGES_A_PERSON + 1) === 0;
    const people = numbers.filter(isPerson);
    const messages = numbers.filter((at) => !isPerson(at));
    await connection.collection<{ _id: number }>('accounts').insertMany(
      people.map((at) => personOf(at, nowMs)),
      { ordered: false },
    );
    await connection.collection<{ _id: string }>('direct_deliveries').insertMany(
      messages.map((at) => messageOf(at, nowMs)),
      { ordered: false },
    );
    onBatch(from + numbers.length);
  }
}

/** Somebody who blocked the bot since: no job writes to them. */
function personOf(at: number, nowMs: number) {
  return {
    ...{ _id: FIRST_PERSON_ID + at, firstName: `Person ${at}`, languageCode: 'en', createdAtMs: nowMs - at },
    ...{ acceptedTerms: null, acceptedTermsAtMs: null, unreachable: true, firstStart: null },
  };
}

function messageOf(at: number, nowMs: number) {
  const subject = createHash('sha256')
    .update(String(Math.floor(at / 1_000)))
    .digest('hex');
  const chatId = FIRST_PERSON_ID + at - (at % (MESSAGES_A_PERSON + 1));
  return {
    ...{ _id: `${subject}|${at}`, subject, kind: 'alert', chatId, audience: 'pro', priority: 1, languageCode: 'en' },
    ...{ dueAtMs: nowMs - at, expiresAtMs: nowMs, rotation: at, state: 'sent', attempt: 1, endedAtMs: nowMs - at },
  };
}
