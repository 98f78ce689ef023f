import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeExpired } from '../../../bot/telegram/jobs/remove-expired.ts';
import { DAY_MS } from '../../../engine/time.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const ADMIN_ID = 700_000_001;
/** What Telegram's answers take in the drills; the reports were made with it. */
const CALL_MS = 150;

/** Faults of the database that tests switch on: reads of payments fail, or nothing answers at all. */
const faults = { readsFail: 0, joinsHang: false, accountsHang: false };
const hang = (): Promise<never> => new Promise(() => {});
const clockTrust = { isTrusted: true };

let stage: Stage;
let operator: StagePerson;
beforeAll(async () => {
  stage = await openStage(({ payments, accounts }) => ({
    adminIds: [ADMIN_ID],
    accounts: { ...accounts, find: (id) => (faults.accountsHang ? hang() : accounts.find(id)) },
    payments: {
      ...payments,
      ofAccount: async (id) => {
        if (faults.joinsHang) return await hang();
        if (faults.readsFail > 0) {
          faults.readsFail -= 1;
          throw new Error('no database');
        }
        return await payments.ofAccount(id);
      },
    },
    clockTrust: {
      noteVenue: () => {},
      check: async () => clockTrust.isTrusted,
      require: async () => {},
    },
  }));
  operator = stage.person('Olga');
  expect(operator.id).toBe(ADMIN_ID);
  await operator.write('/start');
});
afterAll(async () => {
  await stage?.close();
});

async function order(person: StagePerson): Promise<void> {
  await person.write('/start');
  await person.write('/subscribe');
  await person.reads(/accept the terms/);
  await person.press('I accept the terms');
  await person.until(() => person.messages().find((message) => message.invoice !== null));
}

async function buy(person: StagePerson): Promise<void> {
  await order(person);
  expect(await person.pay()).toMatchObject({ type: 'done' });
  await person.reads(/Payment received/);
}

const link = (): string => stage.deps.channels.pro?.inviteLink ?? '';
const join = (person: StagePerson) => person.act({ type: 'open-link', url: link() });
const proOf = (person: StagePerson) => person.chat('Analyser Pro').membership;
const removal = () => ({ ...stage.deps, api: stage.bot.bot.api });
/** The pre-checkouts as the sandbox saw them answered, in wall milliseconds from paying. */
async function payMs(person: StagePerson): Promise<number> {
  const answered = stage.untilEvent(
    (event) => event.type === 'pre-checkout-answered' && event.telegramId === person.id,
  );
  const startedMs = performance.now();
  const paying = person.pay();
  await answered;
  const ms = performance.now() - startedMs;
  await paying;
  return ms;
}

describe('a payment behind others', () => {
  it.each([30, 60, 200])('of whom %i ask to join, is checked within a second', { timeout: 60_000 }, async (count) => {
    const buyer = stage.person(`Buyer${count}`);
    await order(buyer);
    const slow = stage.sandbox.inject({ method: '*', times: 100_000, effect: { type: 'delay', ms: CALL_MS } });
    const joiners = Array.from({ length: count }, (_, index) => stage.person(`J${count}x${index}`));
    try {
      for (const joiner of joiners) await join(joiner);
      expect(await payMs(buyer)).toBeLessThan(1_000);
      await buyer.reads(/Payment received/);
      await until(async () => joiners.every((joiner) => proOf(joiner) === 'none'));
    } finally {
      slow.cancel();
    }
  });

  it('is refused within a second while the database is stopped and four ask to join', async () => {
    const buyer = stage.person('Bea');
    await order(buyer);
    Object.assign(faults, { joinsHang: true, accountsHang: true });
    try {
      for (const name of ['K1', 'K2', 'K3', 'K4']) await join(stage.person(name));
      expect(await payMs(buyer)).toBeLessThan(1_000);
    } finally {
      Object.assign(faults, { joinsHang: false, accountsHang: false });
    }
  });

  it('is checked although the first answer is lost on its way', async () => {
    const buyer = stage.person('Bob');
    await order(buyer);
    stage.sandbox.inject({ method: 'answerPreCheckoutQuery', effect: { type: 'drop-before' } });
    expect(await buyer.pay()).toMatchObject({ type: 'done' });
    await buyer.reads(/Payment received/);
  });
});

describe('a join request', () => {
  it('of somebody who paid is answered after a database error', async () => {
    const ada = stage.person('Ada');
    await buy(ada);
    faults.readsFail = 1;
    await join(ada);
    await ada.reads(/I cannot look up your plan this minute/);
    await ada.reads(/Welcome to Analyser Pro/);
    expect(proOf(ada)).toBe('member');
    expect(ada.messages().filter(({ text }) => /Welcome/.test(text))).toHaveLength(1);
  });

  it('is answered once although Telegram loses an answer', async () => {
    const ann = stage.person('Ann');
    await buy(ann);
    stage.sandbox.inject({ method: 'approveChatJoinRequest', effect: { type: 'drop-after' } });
    await join(ann);
    await ann.reads(/Welcome to Analyser Pro/);
    expect(ann.messages().filter(({ text }) => /Welcome/.test(text))).toHaveLength(1);
  });
});

describe('thanks for a charge', () => {
  it('come once, and a second try is marked when the first may have arrived', async () => {
    const tom = stage.person('Tom');
    await order(tom);
    stage.sandbox.inject({ method: 'sendMessage', chatId: tom.id, effect: { type: 'drop-before' } });
    await tom.pay();
    const thanks = await tom.reads(/Payment received/);
    expect(thanks.text).toContain('you may have had it before');
    expect(tom.messages().filter(({ text }) => /Payment received/.test(text))).toHaveLength(1);
  });
});

describe('a member whom the owner let in by hand', () => {
  it('is not removed without asking, asked about once, and stays or goes on the operator’s word', async () => {
    const [gus, hal] = [stage.person('Gus'), stage.person('Hal')];
    for (const guest of [gus, hal]) {
      await guest.write('/start');
      await letIn(guest);
    }
    const nowMs = stage.clock.nowMs();
    expect(await removeExpired(removal(), nowMs)).toMatchObject({ removed: 0, asked: 2 });
    await operator.reads(/Gus.*without a running plan/);
    await operator.reads(/Hal.*without a running plan/);
    expect(await removeExpired(removal(), nowMs)).toMatchObject({ removed: 0, asked: 0 });
    await operator.press('Remove');
    await operator.reads(/has been removed/);
    expect(proOf(hal)).toBe('none');
    await operator.press('Let them stay');
    await operator.reads(/stays\. I do not ask again/);
    expect(await removeExpired(removal(), nowMs + 400 * DAY_MS)).toMatchObject({ asked: 0 });
    expect(proOf(gus)).toBe('member');
    await operator.act({ type: 'leave', chatId: operator.chat('Analyser Pro').id });
  });

  it('is asked about also when a plan they bought later has ended', async () => {
    const ivy = stage.person('Ivy');
    await ivy.write('/start');
    await letIn(ivy);
    await buy(ivy);
    const afterPlan = stage.clock.nowMs() + 31 * DAY_MS;
    await removeExpired(removal(), afterPlan);
    await operator.reads(/Ivy.*without a running plan/);
    expect(proOf(ivy)).toBe('member');
  });

  it('cannot be decided about by anybody else', async () => {
    const eve = stage.person('Eve');
    await eve.write('/start');
    const asked = operator.messages().findLast(({ text }) => /Ivy.*without/.test(text));
    const button = asked?.keyboard.flat().find((one) => one.type === 'callback' && one.text.includes('Remove'));
    if (button?.type !== 'callback') throw new Error('expected a button');
    const [message] = eve.messages();
    await eve.act({ type: 'press', chatId: eve.id, messageId: message?.messageId ?? 0, data: button.data });
    expect(await stage.deps.memberships.members('pro')).not.toEqual([]);
    const ivy = stage.sandbox.world.persons().find(({ firstName }) => firstName === 'Ivy');
    expect(await stage.deps.memberships.member(ivy?.id ?? 0, 'pro')).not.toBeNull();
  });
});

describe('a clock that is wrong', () => {
  it('removes nobody, forty days ahead or not, and goes on when it is right again', async () => {
    const pia = stage.person('Pia');
    await buy(pia);
    await join(pia);
    await pia.reads(/Welcome/);
    const ahead = stage.clock.nowMs() + 40 * DAY_MS;
    clockTrust.isTrusted = false;
    expect(await removeExpired(removal(), ahead)).toEqual({
      ...{ removed: 0, admins: 0, failed: 0, asked: 0, held: [], capped: false },
      wrongClock: true,
    });
    expect(proOf(pia)).toBe('member');
    clockTrust.isTrusted = true;
    await removeExpired(removal(), ahead);
    expect(proOf(pia)).toBe('none');
  });
});

/** The channel's owner adds somebody, as Telegram reports it. */
async function letIn(person: StagePerson): Promise<void> {
  const chatId = stage.deps.channels.pro?.chatId ?? 0;
  stage.sandbox.operator.admit(chatId, person.id);
  await until(async () => (await stage.deps.memberships.member(person.id, 'pro')) !== null);
}

async function until(ask: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 1_200; attempt += 1) {
    if (await ask()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('waited in vain');
}
