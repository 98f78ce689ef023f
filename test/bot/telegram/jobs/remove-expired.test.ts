import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditMembers } from '../../../../bot/telegram/jobs/audit-members.ts';
import { removeExpired } from '../../../../bot/telegram/jobs/remove-expired.ts';
import { openPurchaseStage, type PurchaseStage } from '../../../support/stage/purchase-stage.ts';
import type { StagePerson } from '../../../support/stage/stage-person.ts';

let stage: PurchaseStage;
beforeAll(async () => {
  stage = await openPurchaseStage();
});
afterAll(async () => {
  await stage?.close();
});

/** As if the bot had let them in for a plan. */
const admit = (person: StagePerson) =>
  stage.deps.memberships.admit(person.id, 'pro', { by: 'entitlement', nowMs: stage.clock.nowMs() });

describe('removing', () => {
  it('never touches admins, stops at its cap and goes on next time', async () => {
    const people = ['Mia', 'Ned', 'Oda'].map((name) => stage.person(name));
    for (const person of people) await admit(person);
    const [mia] = people;
    const deps = { ...stage.removal(), adminIds: [mia?.id ?? 0] };
    expect(await removeExpired(deps, stage.clock.nowMs(), { maxRemovals: 1 })).toMatchObject({
      removed: 1,
      admins: 1,
      failed: 0,
      capped: true,
    });
    expect(await removeExpired(deps, stage.clock.nowMs())).toMatchObject({
      removed: 1,
      admins: 1,
      failed: 0,
      capped: false,
    });
  });

  it('leaves who cannot be looked up where they are', async () => {
    const pia = stage.person('Pia');
    await admit(pia);
    const refusals = stage.sandbox.inject({
      method: 'getChatMember',
      times: 10,
      effect: { type: 'refuse', code: 400, description: 'Bad Request: member list is inaccessible' },
    });
    const report = await removeExpired(stage.removal(), stage.clock.nowMs());
    expect(report.removed).toBe(0);
    expect(report.failed).toBeGreaterThanOrEqual(1);
    expect(await stage.deps.memberships.member(pia.id, 'pro')).not.toBeNull();
    refusals.cancel();
  });
});

describe('the audit of the night', () => {
  it('forgets who has left, notes who is in with a plan, and changes nothing where Telegram does not answer', async () => {
    const { memberships } = stage.deps;
    const [buyer, gone] = [stage.person('Rex'), stage.person('Sam')];
    await stage.buy(buyer);
    await stage.join(buyer);
    await buyer.reads(/Welcome to Analyser Pro/);
    // The update of their membership comes before this one.
    await buyer.write('/help');
    await buyer.reads(/\/signals/);
    await stage.bot.idle();
    // As if it had been missed, and the other's, too.
    await memberships.set(buyer.id, 'pro', { state: 'removed', nowMs: stage.clock.nowMs() });
    await admit(gone);
    const audit = async (): Promise<boolean[]> => {
      await auditMembers(stage.removal(), stage.clock.nowMs());
      const found = await Promise.all([buyer, gone].map(({ id }) => memberships.member(id, 'pro')));
      return found.map((member) => member !== null);
    };
    const away = stage.sandbox.inject({
      method: 'getChatMember',
      times: 100,
      effect: { type: 'refuse', code: 400, description: 'Bad Request: member list is inaccessible' },
    });
    expect(await audit()).toEqual([false, true]);
    away.cancel();
    expect(await audit()).toEqual([true, false]);
    expect(stage.events.findLast(({ type }) => type === 'members-audited')).toMatchObject({ found: 1, failed: 0 });
    expect(await memberships.member(buyer.id, 'pro')).toMatchObject({ admission: 'entitlement' });
  });
});
