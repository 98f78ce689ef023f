import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TERMS_VERSION } from '../../../billing/terms.ts';
import { FIRST_PLAN as plan } from '../../support/stage/first-plan.ts';
import { openPurchaseStage, type PurchaseStage } from '../../support/stage/purchase-stage.ts';
import { type RawUpdates, rawUpdates } from '../../support/stage/raw-updates.ts';

/** A message of last year keeps its button, and whoever presses it has read last year's terms. */
describe('a button that accepts terms', () => {
  let stage: PurchaseStage;
  let updates: RawUpdates;
  beforeAll(async () => {
    const ids: number[] = [];
    stage = await openPurchaseStage(ids);
    updates = rawUpdates(stage, 930_000);
    const boss = stage.person('Boss');
    ids.push(boss.id);
    await boss.write('/start');
    await boss.write('/coupon summer 20%');
    await boss.reads(/SUMMER/);
  });
  afterAll(() => stage.close());

  it.each([
    ['an offer', `accept-terms|2020-01-01|${plan.id}`, `accept-terms|${TERMS_VERSION}|${plan.id}`],
    ['a present', `gift|${plan.id}|2020-01-01`, `gift|${plan.id}|${TERMS_VERSION}`],
    ['a present, as it was before', `gift|${plan.id}|sure`, `gift|${plan.id}|${TERMS_VERSION}`],
    ['a code', `redeem|${plan.id}|SUMMER|2020-01-01`, `redeem|${plan.id}|SUMMER|${TERMS_VERSION}`],
    ['a code, as it was before', `redeem|${plan.id}|SUMMER|sure`, `redeem|${plan.id}|SUMMER|${TERMS_VERSION}`],
  ])('of %s accepts those that it was shown with, and no later ones', async (name, old, present) => {
    const person = stage.person(`A ${name}`);
    await person.write('/start');
    await person.reads(/Hi /);
    await updates.press(person, old);
    expect(person.messages().at(-1)?.text).toContain(`accept the terms of ${TERMS_VERSION}`);
    expect((await stage.deps.accounts.find(person.id))?.acceptedTerms ?? null).toBeNull();
    expect(person.messages().filter(({ invoice }) => invoice !== null)).toEqual([]);
    await updates.press(person, present);
    expect((await stage.deps.accounts.find(person.id))?.acceptedTerms).toBe(TERMS_VERSION);
    expect(person.messages().filter(({ invoice }) => invoice !== null)).toHaveLength(1);
  });
});
