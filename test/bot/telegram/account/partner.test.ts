import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CLAIM_MS } from '../../../../billing/partners/claim.ts';
import { openTranscript } from '../../../support/chat/transcript.ts';
import { openPartnerDoor, type PartnerDoor } from '../../../support/stage/partner-stage.ts';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';
import { STAGE_PARTNER } from '../../../support/stage/stage-partners.ts';
import type { StagePerson } from '../../../support/stage/stage-person.ts';

let stage: PurchaseStage;
let door: PartnerDoor;
beforeAll(async () => {
  stage = await openPurchaseStage();
  const secret = STAGE_PARTNER.postback?.secret ?? '';
  door = openPartnerDoor({ partners: stage.deps.partners, clock: stage.clock, secret });
});
afterAll(async () => {
  await door?.app.close();
  await stage?.close();
});

/** The link under the partner's page, and the click that it makes. */
async function pressLink(person: StagePerson): Promise<string> {
  const { keyboard } = await person.reads(/Example Broker/);
  const button = keyboard.flat().find(({ text }) => text.includes('Open an account'));
  const { location } = await door.open(button !== undefined && 'url' in button ? button.url : '');
  return new URL(location ?? '').searchParams.get('sub') ?? '';
}

async function claim(person: StagePerson, uid: string): Promise<void> {
  if (person.messages().length === 0) await person.write('/start');
  await person.write('/partner');
  await person.reads(/Example Broker/);
  await person.press('I have one: my UID');
  await person.reads(/Send me your UID/);
  await person.write(uid);
}

async function operator(name: string): Promise<StagePerson> {
  const person = stage.person(name);
  const grant = { telegramId: person.id, role: 'admin', firstName: name, grantedBy: 1, grantedAtMs: 0 } as const;
  await stage.deps.operators.grant(grant);
  await person.write('/start');
  await person.reads(/Hi/);
  return person;
}

describe('a partner programme', () => {
  it('reads as in partner.txt: link, UID, confirmed, rewarded at the first deposit, taken back with it', async () => {
    const told = openTranscript();
    const ada = stage.person('Ada');
    await ada.write('/start');
    await ada.reads(/Hi Ada/);
    told.does('Ada', '/partner');
    await ada.write('/partner');
    await told.reads('Ada', ada, /Example Broker/);
    told.does('Ada', 'opens an account by the link, and presses I have one: my UID');
    const click_id = await pressLink(ada);
    expect(click_id).toMatch(/^[0-9a-f]{32}$/);
    await ada.press('I have one: my UID');
    await told.reads('Ada', ada, /Send me your UID/);
    told.does('Ada', 'sends 12 34');
    await ada.write('12 34');
    await told.reads('Ada', ada, /no UID/);
    told.does('Ada', 'sends 70000001');
    await ada.write('70000001');
    await told.reads('Ada', ada, /Noted/);
    told.happens('the broker reports the registration');
    const who = { click_id, uid: '70000001' };
    expect(await door.post('broker', { event_id: 'e1', ...who, type: 'registration' })).toEqual({
      ...{ status: 200, body: { result: 'accepted' } },
    });
    await told.reads('Ada', ada, /knows UID/);
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'free' });
    told.happens('the broker reports the first deposit, three times');
    const deposit = { event_id: 'e2', ...who, type: 'deposit', amount: '25.00', currency: 'USD' };
    for (let time = 0; time < 3; time += 1) expect((await door.post('broker', deposit)).status).toBe(200);
    await told.reads('Ada', ada, /are yours, free/);
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'pro', state: 'granted' });
    told.does('Ada', '/partner');
    await ada.write('/partner');
    await told.reads('Ada', ada, /confirmed/);
    expect((await stage.linesOf(ada)).map(({ type }) => type)).toEqual(['granted']);
    told.happens('the broker takes the deposit back');
    expect((await door.post('broker', { ...deposit, status: 'rejected' })).status).toBe(200);
    await told.reads('Ada', ada, /took back what it had reported/);
    expect(await stage.entitlementOf(ada)).toMatchObject({ tier: 'free' });
    told.is('partner');

    const lines = [];
    for await (const line of stage.deps.partners.income()) lines.push([line.externalId, line.amountMinor]);
    expect(lines.toSorted()).toEqual([
      ['e1', 0],
      ['e2', 2_500],
      ['e2:reversed', -2_500],
    ]);
  });

  it('gives a UID to one account, and one reward to whoever names it, after an erasure too', async () => {
    const boss = await operator('Boss');
    const [bob, cyd] = [stage.person('Bob'), stage.person('Cyd')];
    await claim(bob, 'UID-9');
    await bob.reads(/Noted/);
    await claim(cyd, 'UID-9');
    await cyd.reads(/named by another account/);
    await boss.reads(/Did they come by our link/);
    await boss.press('✅ UID-9');
    await boss.reads(/UID-9: confirmed/);
    await bob.reads(/are yours, free/);
    expect(await stage.entitlementOf(bob)).toMatchObject({ tier: 'pro', state: 'granted' });
    await claim(bob, 'UID-10');
    await bob.reads(/Noted: UID UID-10/);
    await boss.write('/uids broker UID-10,UID-11 UID-9');
    await boss.reads(/3 UIDs read, 1 claims confirmed/);
    expect((await stage.linesOf(bob)).map(({ type }) => type)).toEqual(['granted']);

    await stage.deps.personal.erase({ telegramId: bob.id, pseudonym: -bob.id });
    await claim(cyd, 'UID-9');
    await cyd.reads(/Noted/);
    await boss.write('/uids broker UID-9');
    await cyd.reads(/knows UID UID-9/);
    expect(await stage.entitlementOf(cyd)).toMatchObject({ tier: 'free' });
  });

  it('tells a rejected claim and one that nobody confirmed, asks no more than five a day, and is left by /cancel', async () => {
    const boss = await operator('Bea');
    const dan = stage.person('Dan');
    await dan.write('/start');
    await claim(dan, 'UID-20');
    await dan.reads(/Noted/);
    await boss.reads(/UID-20/);
    await boss.press('❌ UID-20');
    await dan.reads(/does not know UID UID-20/);
    for (const uid of ['UID-21', 'UID-22', 'UID-23', 'UID-24']) {
      await claim(dan, uid);
      await dan.reads(/Noted/);
    }
    await claim(dan, 'UID-25');
    await dan.reads(/named many UIDs today/);
    await dan.write('/partner');
    await dan.reads(/Example Broker/);
    await dan.press('I have one: my UID');
    await dan.reads(/Send me your UID/);
    await dan.write('/cancel');
    await dan.reads(/Cancelled|stopped/i);
    stage.clock.advance(CLAIM_MS + 1);
    await stage.deps.partners.lookAgain();
    await dan.reads(/within a month/);
    const states = (await stage.deps.partners.claimsOf(dan.id)).map(({ state }) => state);
    expect(states).toEqual(['rejected', 'expired', 'expired', 'expired', 'expired']);
  });

  it('shows operators presses and income by signal, and a file; to readers it is nothing', async () => {
    const boss = await operator('Bix');
    const { location } = await door.open('/r/broker?s=a1b2c3d4e5');
    const click_id = new URL(location ?? '').searchParams.get('sub') ?? '';
    const income = { type: 'deposit', amount: '10.5', currency: 'USD' };
    await door.post('broker', { event_id: 's1', click_id, ...income });
    await door.post('broker', { event_id: 's2', click_id: 'f'.repeat(32), ...income, amount: '3' });
    await stage.deps.partners.workOpen();
    await boss.write('/admin partners');
    const { text } = await boss.reads(/Partner programmes/);
    expect(text).toContain('under signal a1b2c3d4e5: 10.50 USD');
    expect(text).toContain('3.00 USD reported for clicks or UIDs that are none of ours');
    await boss.press('As CSV');
    await boss.until(() => boss.messages().find(({ document }) => document?.name === 'partner-income.csv'));
    const eve = stage.person('Eve');
    await eve.write('/start');
    await eve.write('/admin partners');
    await eve.until(() => eve.messages().length > 1);
    expect(eve.messages().at(-1)?.text).not.toContain('Partner programmes');
  });
});
