import { createDeliverer, type Deliverer, type DelivererDeps } from '../../bot/broadcast/deliver.ts';
import { createBroadcasts } from '../../bot/broadcast/direct/broadcasts.ts';
import { createDirectWork, type DirectDeps } from '../../bot/broadcast/direct/direct-work.ts';
import type { DirectOutbox, FanOuts } from '../../bot/broadcast/direct/ports.ts';
import type { ManualClock } from './fakes/broadcast-fakes.ts';

export interface BroadcastStage {
  readonly clock: ManualClock;
  readonly stores: { readonly directs: DirectOutbox; readonly fanOuts: FanOuts } & Pick<
    DirectDeps,
    'accounts' | 'alertDays' | 'signals'
  > & { readonly accounts: { count(): Promise<number> } };
  readonly outbox: DelivererDeps['outbox'];
}

/** What a process does to the world: its k-th effect is its last, made or not; after it every one of its calls fails. */
interface Life {
  effect<T>(run: () => Promise<T>): Promise<T>;
  readonly isOver: () => boolean;
}

function lifeOf(killAt: number, isMade: boolean): Life {
  let left = killAt;
  const killed = (): Error => new Error('killed');
  return {
    isOver: () => left <= 0,
    async effect(run) {
      if (left <= 0) throw killed();
      left -= 1;
      if (left > 0) return await run();
      if (isMade) await run();
      throw killed();
    },
  };
}

function mortal<Store extends object>(store: Store, life: Life): Store {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...args: readonly unknown[]) => life.effect(async () => await Reflect.apply(method, target, args));
    },
  });
}

/** Sends a broadcast by processes killed at these effects in turn, and a last one that lives; how often each person was sent it. */
export async function sendKilled(
  stage: BroadcastStage,
  kills: readonly { readonly atEffect: number; readonly isMade: boolean }[],
  isDone: () => Promise<boolean>,
): Promise<{ readonly id: string; readonly times: ReadonlyMap<number, number> }> {
  const { clock, stores } = stage;
  const tiersOf = async () => new Map();
  const broadcasts = createBroadcasts({ ...stores, clock, tiersOf });
  const draft = { segment: { tiers: null, languages: null }, kind: 'news', html: 'News', by: 1, key: 'k' } as const;
  const { id } = await broadcasts.start(draft);
  const times = new Map<number, number>();
  const live = async (life: Life): Promise<void> => {
    const deliverer = openProcess(stage, life, (chatId) => times.set(chatId, (times.get(chatId) ?? 0) + 1));
    while (!life.isOver() && !(await isDone())) {
      await deliverer.drain().catch(() => undefined);
      clock.advance(1_000);
      // What is planned in the background goes on between two drains.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  for (const { atEffect, isMade } of kills) await live(lifeOf(atEffect, isMade));
  await live(lifeOf(Number.POSITIVE_INFINITY, true));
  return { id, times };
}

function openProcess(
  { clock, stores, outbox }: BroadcastStage,
  life: Life,
  onSent: (chatId: number) => void,
): Deliverer {
  const refuse = async (): Promise<never> => Promise.reject(new Error('expected no post'));
  return createDeliverer({
    ...{ outbox, clock, leaseMs: 60_000, onEvent: () => undefined },
    sender: { post: refuse, edit: refuse, postPhoto: refuse, editPhoto: refuse, editCaption: refuse },
    record: async () => null,
    picture: async () => null,
    more: (parts) =>
      createDirectWork({
        ...{ ...parts, ...stores, clock, onEvent: () => undefined },
        directs: mortal(stores.directs, life),
        fanOuts: mortal(stores.fanOuts, life),
        tiersOf: async () => new Map(),
        send: async (chatId) =>
          await life.effect(async () => {
            onSent(chatId);
            return 1;
          }),
        textOf: async () => 'News',
        onBlocked: async () => undefined,
      }),
  });
}
