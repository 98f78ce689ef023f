import type { TelegramBot } from '../../bot/telegram/create-bot.ts';
import type { BotDependencies, BotStores } from '../../bot/telegram/dependencies.ts';
import { DAY_MS } from '../../engine/time.ts';
import type { Answering } from './in-process-fetch.ts';

/** What a bot is made of, and the bot made of it. */
export interface BotParts {
  readonly deps: BotDependencies;
  readonly answer: Answering;
  readonly finish: (bot: TelegramBot) => TelegramBot;
}

/** A mistake planted on purpose. */
export type Defect = (parts: BotParts) => BotParts;

const kept: unknown[] = [];

/** Mistakes of which the fuzz has to find each one. They live here alone: the product has no switch for them. */
export const DEFECTS: Readonly<Record<string, Defect>> = {
  'an unescaped name': (parts) =>
    withText(parts, /^(?:send|edit)Message/, (text) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>')),
  'a text escaped twice': (parts) =>
    withText(parts, /^(?:send|edit)Message/, (text) => text.replaceAll('&lt;', '&amp;lt;')),
  'a callback that is not answered': (parts) =>
    withCalls(parts, async (method, raw) =>
      method === 'answerCallbackQuery' && raw.params.text !== undefined ? true : await parts.answer(method, raw),
    ),
  'a callback that is answered twice': (parts) =>
    withCalls(parts, async (method, raw) => {
      if (method === 'answerCallbackQuery') await parts.answer(method, raw);
      return await parts.answer(method, raw);
    }),
  'a stale button that throws': (parts) => ({
    ...parts,
    deps: {
      ...parts.deps,
      answers: {
        ...parts.deps.answers,
        chart: async (ask) => {
          const found = await parts.deps.answers.chart(ask);
          if (found.type === 'unknown') throw new Error('expected a signal');
          return found;
        },
      },
    },
  }),
  'an answer that is too long': (parts) => ({
    ...parts,
    deps: { ...parts.deps, answers: { ...parts.deps.answers, marketNote: () => 'x'.repeat(4_096) } },
  }),
  'an edit that is refused': (parts) => withText(parts, /^editMessage/, () => ''),
  'a crash on a missing from': (parts) => ({
    ...parts,
    finish: (bot) => ({
      ...bot,
      intake: {
        ...bot.intake,
        async take(updates) {
          for (const { message } of updates)
            if (message !== undefined && message.from === undefined)
              throw new TypeError('expected from, was undefined');
          await bot.intake.take(updates);
        },
      },
    }),
  }),
  'a reply that is sent twice': (parts) =>
    withCalls(parts, async (method, raw) => {
      if (method === 'sendMessage') await parts.answer(method, raw);
      return await parts.answer(method, raw);
    }),
  'a right without a payment': (parts) =>
    withStore(parts, 'accounts', {
      async acceptTerms(telegramId, version, nowMs) {
        const common = { provider: 'grant', externalId: `terms:${telegramId}`, telegramId, atMs: nowMs } as const;
        const given = {
          type: 'granted',
          reason: 'admin',
          code: null,
          tier: 'pro',
          durationMs: 1_000 * DAY_MS,
        } as const;
        await parts.deps.stores.payments.append({ ...common, ...given });
        await parts.deps.stores.accounts.acceptTerms(telegramId, version, nowMs);
      },
    }),
  'a reader who may do what operators do': (parts) =>
    withStore(parts, 'operators', {
      find: async (telegramId) => ({ telegramId, role: 'admin', firstName: '', grantedBy: 0, grantedAtMs: 0 }),
    }),
  'an update that is kept in memory': (parts) =>
    withStore(parts, 'updates', {
      async claim(updateId) {
        kept.push(Array.from({ length: 500 }, () => updateId));
        return await parts.deps.stores.updates.claim(updateId);
      },
    }),
};

function withCalls(parts: BotParts, answer: Answering): BotParts {
  return { ...parts, answer };
}

function withText(parts: BotParts, methods: RegExp, change: (text: string) => string): BotParts {
  return withCalls(parts, async (method, { params, files }) => {
    const { text } = params;
    const isMeant = methods.test(method) && typeof text === 'string';
    return await parts.answer(method, { files, params: isMeant ? { ...params, text: change(text) } : params });
  });
}

function withStore<K extends keyof BotStores>(parts: BotParts, name: K, changes: Partial<BotStores[K]>): BotParts {
  const store = parts.deps.stores[name];
  // The store is another one in each world: what is not replaced is asked of it anew.
  const changed = new Proxy(store, {
    get: (_, verb) => Reflect.get(changes, verb) ?? Reflect.get(store, verb),
  });
  return { ...parts, deps: { ...parts.deps, stores: { ...parts.deps.stores, [name]: changed } } };
}
