import { createMongoAccounts } from '../../billing/adapters/mongo/accounts.ts';
import type { StoredSettings } from '../../billing/reader-settings.ts';
import type { Tier } from '../../billing/tiers.ts';
import { createMongoAlertDays } from '../../bot/adapters/mongo/alert-days.ts';
import { createMongoDirects } from '../../bot/adapters/mongo/direct-deliveries.ts';
import { createMongoFanOuts } from '../../bot/adapters/mongo/fan-outs.ts';
import { ensureBotIndexes } from '../../bot/adapters/mongo/indexes.ts';
import { createDeliverer, type Deliverer, type DelivererDeps } from '../../bot/broadcast/deliver.ts';
import { createDirectText } from '../../bot/broadcast/direct/direct-text.ts';
import { createDirectWork, type DirectDeps } from '../../bot/broadcast/direct/direct-work.ts';
import { signalIdOf } from '../../bot/broadcast/direct/outcome-subject.ts';
import type { BroadcastEvent } from '../../bot/broadcast/event.ts';
import { ensureIndexes } from '../../engine/adapters/mongo/indexes.ts';
import { createMongoOutbox } from '../../engine/adapters/mongo/outbox.ts';
import { createMongoSignals } from '../../engine/adapters/mongo/signals.ts';
import type { TestDatabase } from './database/database.ts';
import { createManualClock } from './fakes/broadcast-fakes.ts';
import { CLOSE_TIME_MS } from './signal-fixtures.ts';

/** What somebody was sent. */
export interface SentDirect {
  readonly chatId: number;
  readonly html: string;
  readonly isSilent: boolean;
  readonly atMs: number;
}

/** The stores of a database. */
function storesOver(connection: TestDatabase['connection']) {
  let tokens = 0;
  return {
    accounts: createMongoAccounts(connection),
    signals: createMongoSignals(connection),
    outbox: createMongoOutbox(connection),
    alertDays: createMongoAlertDays(connection),
    fanOuts: createMongoFanOuts(connection),
    directs: createMongoDirects(connection, () => `token-${++tokens}`),
  };
}

function textOver(stores: ReturnType<typeof storesOver>) {
  return createDirectText({
    entry: (subject) => stores.signals.byId(signalIdOf(subject)),
    broadcast: async (subject) => (await stores.fanOuts.find(subject))?.broadcast?.html ?? null,
    record: async () => null,
    onEvent: () => undefined,
  });
}

/** Alerts and broadcasts over the real database, with a Telegram of one function. */
export async function openDirectStage({ connection }: TestDatabase) {
  await ensureIndexes(connection);
  await ensureBotIndexes(connection);
  for (const name of ['signals', 'direct_deliveries', 'fan_outs', 'alert_days', 'accounts'])
    await connection.collection(name).deleteMany({});
  const clock = createManualClock(CLOSE_TIME_MS + 3_000);
  const stores = storesOver(connection);
  const sent: SentDirect[] = [];
  const events: BroadcastEvent[] = [];
  const tiers = new Map<number, Tier>();
  /** What happens to the next messages to somebody. */
  const failures = new Map<number, (() => Error)[]>();
  const directDeps = {
    ...stores,
    clock,
    onEvent: (event: BroadcastEvent) => void events.push(event),
    tiersOf: async (ids: readonly number[]) =>
      new Map(ids.flatMap((id) => (tiers.has(id) ? [[id, tiers.get(id) ?? 'free'] as const] : []))),
    async send(chatId: number, html: string, { isSilent }: { readonly isSilent: boolean }) {
      const failure = failures.get(chatId)?.shift();
      if (failure !== undefined) throw failure();
      sent.push({ chatId, html, isSilent, atMs: clock.nowMs() });
      return sent.length;
    },
    onBlocked: (chatId: number) => stores.accounts.markUnreachable(chatId),
  } satisfies Partial<DirectDeps>;
  const text = textOver(stores);
  const start = (changes: Partial<DelivererDeps> = {}): Deliverer =>
    createDeliverer({
      ...{ outbox: stores.outbox, clock, leaseMs: 60_000, onEvent: () => undefined },
      sender: unusedSender(),
      record: async () => null,
      picture: async () => null,
      more: (parts) => createDirectWork({ ...parts, ...directDeps, textOf: (claim) => text(claim, clock.nowMs()) }),
      ...changes,
    });
  return {
    ...{ clock, stores, sent, events, tiers, failures, directDeps, start },
    async addPerson(telegramId: number, tier: Tier, languageCode = 'en') {
      await stores.accounts.meet({ telegramId, firstName: 'P', languageCode }, null, clock.nowMs());
      tiers.set(telegramId, tier);
    },
    wants: (telegramId: number, changes: StoredSettings = {}) =>
      stores.accounts.changeSettings(telegramId, {
        ...changes,
        messages: { signal: 'on', ...changes.messages },
      }),
    /** Drains each second for so long. */
    async run(forMs: number, deliverer: Deliverer) {
      for (const endMs = clock.nowMs() + forMs; clock.nowMs() < endMs; clock.advance(1_000)) {
        await deliverer.drain();
        // What is planned in the background goes on between two drains.
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    states: async () =>
      (await connection.collection('direct_deliveries').find({}).toArray()).map(({ state }) => String(state)).sort(),
  };
}

function unusedSender(): DelivererDeps['sender'] {
  const refuse = async (): Promise<never> => Promise.reject(new Error('expected no post'));
  return { post: refuse, edit: refuse, postPhoto: refuse, editPhoto: refuse, editCaption: refuse };
}
