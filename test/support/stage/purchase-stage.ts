import { expect } from 'vitest';
import { type Entitlement, entitlementAt } from '../../../billing/entitlement.ts';
import { openStage, type Stage } from './bot-stage.ts';
import type { StagePerson } from './stage-person.ts';

/** Faults that tests switch on: the database in a black hole, a predictor that never comes back. */
export interface PurchaseFaults {
  accountsHang: boolean;
  accountsFail: boolean;
  /** So many coming payments are not stored. */
  appendFails: number;
  slow: Promise<void>;
}

/** A bot with everything that buying needs, and the ways of its buyers. */
export interface PurchaseStage extends Stage {
  readonly faults: PurchaseFaults;
  api(): Stage['bot']['bot']['api'];
  /** What the removal of expired members takes. */
  removal(): Stage['deps'] & { readonly api: Stage['bot']['bot']['api'] };
  linesOf(person: StagePerson): ReturnType<Stage['deps']['payments']['ofAccount']>;
  entitlementOf(person: StagePerson): Promise<Entitlement>;
  /** From /subscribe to the invoice, accepting the terms on the way. */
  order(person: StagePerson): Promise<void>;
  /** To the receipt. */
  buy(person: StagePerson): Promise<void>;
  /** Opens the invite link of the Pro channel. */
  join(person: StagePerson): Promise<void>;
}

/** adminIds may be filled later: who owns the bot is looked up at each press. */
export async function openPurchaseStage(adminIds: readonly number[] = []): Promise<PurchaseStage> {
  const faults: PurchaseFaults = { accountsHang: false, accountsFail: false, appendFails: 0, slow: Promise.resolve() };
  const stage = await openFaultyStage(faults, adminIds);
  const api = () => stage.bot.bot.api;
  const linesOf = (person: StagePerson) => stage.deps.payments.ofAccount(person.id);
  async function buy(person: StagePerson): Promise<void> {
    await order(person);
    expect(await person.pay()).toMatchObject({ type: 'done' });
    await person.reads(/Payment received: 1,950\u00a0Stars/);
  }
  return {
    ...stage,
    ...{ faults, api, linesOf, order, buy },
    removal: () => ({ ...stage.deps, api: api() }),
    entitlementOf: async (person) => entitlementAt(await linesOf(person), stage.clock.nowMs()),
    async join(person) {
      await person.act({ type: 'open-link', url: stage.deps.channels.pro?.inviteLink ?? '' });
    },
  };
}

export function proOf(person: StagePerson): 'member' | 'requested' | 'none' {
  return person.chat('Analyser Pro').membership;
}

async function order(person: StagePerson): Promise<void> {
  await person.write('/start');
  await person.write('/subscribe');
  await person.reads(/Before the first payment, please accept the terms/);
  await person.press('I accept the terms');
  await person.until(() => person.messages().find((message) => message.invoice !== null));
}

function openFaultyStage(faults: PurchaseFaults, adminIds: readonly number[]): Promise<Stage> {
  const hang = (): Promise<never> => new Promise(() => {});
  return openStage(({ accounts, payments, predictor }) => ({
    adminIds,
    accounts: {
      ...accounts,
      find: (id) => (faults.accountsHang ? hang() : accounts.find(id)),
      meet: (...facts) => (faults.accountsFail ? Promise.reject(new Error('no database')) : accounts.meet(...facts)),
    },
    payments: {
      ...payments,
      append: async (line) => {
        if (faults.appendFails > 0) {
          faults.appendFails -= 1;
          throw new Error('no database');
        }
        return await payments.append(line);
      },
    },
    predictor: async (request) => {
      await faults.slow;
      return await predictor(request);
    },
  }));
}
