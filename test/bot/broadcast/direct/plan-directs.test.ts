import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { planDirects } from '../../../../bot/broadcast/direct/plan-directs.ts';
import { openTestDatabase, type TestDatabase } from '../../../support/database/database.ts';
import { openDirectStage } from '../../../support/direct-stage.ts';
import { signalOf } from '../../../support/signal-fixtures.ts';

const ACCOUNT = {
  ...{ firstName: 'P', languageCode: 'en', createdAtMs: 0, acceptedTerms: null, acceptedTermsAtMs: null },
  ...{ unreachable: false, firstStart: null },
  settings: { version: 1, messages: { signal: 'on' } },
};

describe('signals to persons, being planned', () => {
  let database: TestDatabase;
  let stage: Awaited<ReturnType<typeof openDirectStage>>;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    stage = await openDirectStage(database);
  });

  it('are planned once, whatever is repeated, and go on where a plan was cut off', async () => {
    const signal = signalOf();
    for (let id = 1; id <= 1_100; id += 1) stage.tiers.set(id, 'pro');
    const people = Array.from({ length: 1_100 }, (_, index) => ({ ...ACCOUNT, _id: index + 1 }));
    await database.connection.collection<{ _id: number }>('accounts').insertMany(people);
    await stage.stores.signals.open(signal, []);
    let looks = 0;
    await planDirects(stage.directDeps, () => ++looks > 2);
    expect(await stage.states()).toHaveLength(500);
    expect(await stage.stores.fanOuts.find(signal.id)).toMatchObject({ state: 'planning', cursor: 500 });
    await planDirects(stage.directDeps, () => false);
    await planDirects(stage.directDeps, () => false);
    expect(await stage.states()).toHaveLength(1_100);
    expect(await stage.stores.fanOuts.find(signal.id)).toMatchObject({ state: 'sending', planned: 1_100 });
  });

  it('are counted once for a signal, and not again for each page that is sent', async () => {
    await stage.addPerson(1, 'pro');
    await stage.wants(1);
    const count = vi.spyOn(stage.stores.accounts, 'countWanting');
    await planDirects(stage.directDeps, () => false);
    expect(count).not.toHaveBeenCalled();
    await stage.stores.signals.open(signalOf(), []);
    for (let round = 0; round < 3; round += 1) await planDirects(stage.directDeps, () => false);
    expect(await stage.states()).toEqual(['pending']);
    expect(count.mock.calls).toEqual([['signal']]);
  });
});
