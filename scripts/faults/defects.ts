import { GrammyError, HttpError } from 'grammy';
import type { ClaimedPost, Outbox } from '../../engine/ports.ts';
import type { FaultDatabase } from './world/database.ts';
import type { Defect, Ports } from './world/process.ts';

/** Mistakes planted on purpose, each of which the harness has to find. They live here alone: the product has no switch for them. */
export const DEFECTS: Readonly<Record<string, Defect>> = {
  'settle before send': (ports) => {
    const claims = new Map<string, ClaimedPost>();
    return {
      ...withOutbox(ports, ({ claimPosts }) => ({
        async claimPosts(nowMs, order) {
          const claimed = await claimPosts(nowMs, order);
          for (const claim of claimed)
            claims.set(`${claim.delivery.chatId}|${claim.entry.signal.id.slice(0, 8)}`, claim);
          return claimed;
        },
      })),
      sender: {
        ...ports.sender,
        async post(chatId, html) {
          const prefix = /signal_(\w+)/.exec(html)?.[1]?.slice(0, 8) ?? '';
          const claim = claims.get(`${chatId}|${prefix}`);
          const sentAtMs = ports.clock.nowMs();
          if (claim !== undefined)
            await ports.stores.outbox.settlePost(claim, { type: 'sent', messageId: 0, form: 'text', sentAtMs });
          return await ports.sender.post(chatId, html);
        },
      },
    };
  },
  // Every process is given what others have claimed, as if holding the lease were enough.
  'lease as the only guard': (ports, world) => {
    const open = world.sharedClaims;
    return withOutbox(ports, ({ claimPosts, settlePost }) => ({
      async claimPosts(nowMs, order) {
        const others = [...open.values()];
        const claimed = await claimPosts(nowMs, order);
        for (const claim of claimed) open.set(claim.delivery.id, claim);
        return claimed.length > 0 ? claimed : others.filter(({ delivery }) => delivery.expiresAtMs > nowMs).slice(0, 1);
      },
      async settlePost(claim, result) {
        open.delete(claim.delivery.id);
        await settlePost(claim, result);
      },
    }));
  },
  'a retry of unknown': (ports) =>
    withOutbox(ports, ({ settlePost }) => ({
      settlePost: (claim, result) =>
        settlePost(
          claim,
          result.type === 'unknown'
            ? { type: 'retry', atMs: ports.clock.nowMs() + 1_000, error: result.error }
            : result,
        ),
    })),
  // What is unknown stays so: settled and swept without a time for its repeat.
  'an unknown post is not repeated': (ports) =>
    withOutbox(ports, ({ settlePost, sweep }) => ({
      settlePost: (claim, result) =>
        settlePost(claim, result.type === 'unknown' ? { type: 'unknown', error: result.error } : result),
      sweep: (nowMs) => sweep(nowMs),
    })),
  "auto-retry's defaults": (ports) => ({
    ...ports,
    sender: {
      ...ports.sender,
      post: (chatId, html) => repeated(() => ports.sender.post(chatId, html)),
    },
  }),
  'a marker set before its effect': (ports) =>
    withStore(ports, 'notices', {
      begin: async (key) => {
        const turn = await ports.stores.notices.begin(key);
        await ports.stores.notices.end(key);
        return turn;
      },
    }),
  'a notice that is never released': (ports) => withStore(ports, 'notices', { release: async () => {} }),
  'a notice without a mark': (ports) => withStore(ports, 'notices', { begin: async () => 'first' }),
  'the index of payments dropped': (ports, world) =>
    withStore(ports, 'payments', {
      async append(payment) {
        if ((await ports.stores.payments.append(payment)) === 'duplicate') world.database.payments.lines.push(payment);
        return 'appended';
      },
    }),
  'the index of slots dropped': (ports, world) =>
    withStore(ports, 'ledger', {
      async open(signal, deliveries) {
        if ((await ports.stores.ledger.open(signal, deliveries)) === 'duplicate')
          world.database.ledger.openAgain(signal, deliveries);
        return 'opened';
      },
    }),
  'the watermark before the ledger': (ports) =>
    withStore(ports, 'predictions', {
      async record(prediction) {
        await ports.stores.watermarks.advance(prediction.series, prediction.closeTimeMs);
        return await ports.stores.predictions.record(prediction);
      },
    }),
  'facts acknowledged before they are kept': (ports) => ({
    ...ports,
    journal: { ...ports.journal, keep: async () => {} },
  }),
  'an empty answer for a database that is away': (ports) =>
    withStore(ports, 'payments', {
      ofAccounts: (ids) => ports.stores.payments.ofAccounts(ids).catch(() => new Map()),
    }),
  'no wait after 429': (ports) => ({
    ...ports,
    sender: {
      ...ports.sender,
      post: (chatId, html) => repeatedAfter429(() => ports.sender.post(chatId, html)),
    },
  }),
  'a repeat without its mark': (ports) => ({
    ...ports,
    sender: {
      ...ports.sender,
      post: (chatId, html) => ports.sender.post(chatId, html.replace(/^🔁[^\n]*\n\n/, '')),
    },
  }),
  'no expiry': (ports) => ({
    ...ports,
    plan: (signal, settings) =>
      ports.plan(signal, settings).map((each) => ({ ...each, expiresAtMs: Number.MAX_SAFE_INTEGER })),
  }),
  'an edit that is tried once': (ports) =>
    withOutbox(ports, ({ settleEdit }) => ({
      settleEdit: (claim, result) =>
        settleEdit(claim, result.type === 'retry' ? { type: 'dead', error: result.error } : result),
    })),
  'a lease that never ends': (ports) =>
    withStore(ports, 'leases', {
      take: (request) => ports.stores.leases.take({ ...request, lengthMs: 365 * 86_400_000 }),
      renew: (request) => ports.stores.leases.renew({ ...request, lengthMs: 365 * 86_400_000 }),
    }),
  // A call that failed once spoils every later one: nothing is left of it after the faults but people who cannot buy.
  'a broken connection that is kept': (ports) => {
    let broken: Promise<never> | null = null;
    const { find } = ports.stores.accounts;
    return withStore(ports, 'accounts', {
      find: (id) =>
        broken ??
        find(id).catch((error: unknown) => {
          broken = Promise.reject(error);
          return broken;
        }),
    });
  },
  // Once the database was away, every receipt is taken for sent.
  'no receipt after a trouble': (ports) => {
    let isTroubled = false;
    const { find } = ports.stores.accounts;
    const watched = withStore(ports, 'accounts', {
      find: (id) =>
        find(id).catch((error: unknown) => {
          isTroubled = true;
          throw error;
        }),
    });
    return withStore(watched, 'notices', {
      begin: async (key) => (isTroubled ? 'done' : await ports.stores.notices.begin(key)),
    });
  },
  'no deadline before a payment': (ports) => ({
    ...ports,
    startTimer: (ms, run) => (ms === 600 ? () => {} : ports.startTimer(ms, run)),
  }),
  'a process that dies is not swept': (ports) => withOutbox(ports, () => ({ sweep: async () => [] })),
};

function withOutbox(ports: Ports, changed: (outbox: Outbox) => Partial<Outbox>): Ports {
  return withStore(ports, 'outbox', changed(ports.stores.outbox));
}

function withStore<N extends keyof FaultDatabase>(ports: Ports, name: N, changed: Partial<FaultDatabase[N]>): Ports {
  return { ...ports, stores: { ...ports.stores, [name]: over(ports.stores[name], changed) } };
}

/** A store some of whose verbs are others. */
function over<T extends object>(store: T, changed: Partial<T>): T {
  return new Proxy(store, {
    get: (target, key): unknown => (Reflect.has(changed, key) ? Reflect.get(changed, key) : Reflect.get(target, key)),
  });
}

async function repeated<T>(call: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof HttpError) || attempt === 2) throw error;
    }
  }
}

async function repeatedAfter429<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code !== 429) throw error;
    return await call();
  }
}
