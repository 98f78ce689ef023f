import { setTimeout as sleep } from 'node:timers/promises';
import { createMongoFanOuts } from '../../bot/adapters/mongo/fan-outs.ts';
import type { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { SIGNALS } from '../../engine/adapters/mongo/signal-document.ts';

const DECIDED_MS = 60_000;
const LOOK_MS = 100;

/**
 * Nobody is sent what the engine decides at its start, of the close before the run: those messages would be too late, and ending one for
 * each subscriber is work that no hour of the run has made. Throws where the engine does not decide.
 */
export async function silenceEarlier(
  connection: Awaited<ReturnType<typeof connectMongo>>,
  { closeMs, markets }: { readonly closeMs: number; readonly markets: number },
): Promise<void> {
  const decided = () => connection.collection('watermarks').countDocuments({ closeTimeMs: { $gte: closeMs } });
  for (let waitedMs = 0; (await decided()) < markets; waitedMs += LOOK_MS) {
    if (waitedMs > DECIDED_MS) throw new Error('expected the engine to decide the close before the run');
    await sleep(LOOK_MS);
  }
  const fanOuts = createMongoFanOuts(connection);
  const signals = await connection
    .collection<{ _id: string }>(SIGNALS)
    .find({ closeTimeMs: { $gte: closeMs } })
    .toArray();
  for (const { _id: subject } of signals) {
    const none = { dueAtMs: closeMs, expiresAtMs: closeMs, pages: 1, broadcast: null };
    await fanOuts.begin({ subject, kind: 'alert', ...none });
    await fanOuts.move(subject, ['planning', 'sending'], 'stopped');
  }
}
