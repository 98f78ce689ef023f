import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followControls } from '../../../bot/process/product/create-controls.ts';
import { removeExpired } from '../../../bot/telegram/jobs/remove-expired.ts';
import { sendDailyWord } from '../../../bot/telegram/jobs/send-daily-word.ts';
import type { Overview } from '../../../bot/telegram/operations.ts';
import type { ModelSelection } from '../../../engine/serving/model-selection.ts';
import { DAY_MS, HOUR_MS } from '../../../engine/time.ts';
import { openStage, type Stage } from '../../support/stage/bot-stage.ts';
import type { StagePerson } from '../../support/stage/stage-person.ts';

const BTC = { exchange: 'binance', symbol: 'BTC/USDT', timeframe: '1h' } as const;

describe("the operator's day", () => {
  let stage: Stage;
  let boss: StagePerson;
  const owners: number[] = [];
  beforeAll(async () => {
    stage = await openStage(() => ({ adminIds: owners }));
    boss = await started('Boss');
    owners.push(boss.id);
  });
  afterAll(() => stage.close());

  async function started(name: string): Promise<StagePerson> {
    const person = stage.person(name);
    await person.write('/start');
    await person.reads(/Hi /);
    return person;
  }
  const acts = async () => (await stage.deps.audit.latest(20)).map(({ act, about }) => `${act} ${about}`);

  it('pauses, mutes, retrains and promotes at the second press, and writes it down', async () => {
    const noSelection = (): ModelSelection => {
      throw new Error('expected no look at the models where another process decides');
    };
    const engine = followControls(stage.deps.setup, noSelection);
    await boss.write('/pause');
    await boss.reads(/0 paused/);
    await boss.press('BTC/USDT 1h');
    await boss.reads(/Publishes what its model decides/);
    await boss.press('Pause');
    await boss.reads(/Pause BTC\/USDT 1h\?/);
    expect(await acts()).toEqual([]);
    await boss.press('Yes, do it');
    await boss.reads(/Paused until you resume it/);
    await engine.look(false);
    expect(engine.pausedReason(BTC, stage.clock.nowMs())).toEqual({ code: 'paused', params: {} });
    expect(engine.pausedReason({ ...BTC, symbol: 'ETH/USDT' }, stage.clock.nowMs())).toBeNull();
    await boss.press('Resume');
    await boss.reads(/publish again\?/);
    await boss.press('Yes, do it');
    await boss.reads(/Publishes what its model decides/);
    await boss.press('Mute 4 h');
    await boss.reads(/for four hours\?/);
    await boss.press('Yes, do it');
    await boss.reads(/Muted until/);
    await engine.look(false);
    expect(engine.pausedReason(BTC, stage.clock.nowMs() + 4 * HOUR_MS - 1)).not.toBeNull();
    expect(engine.pausedReason(BTC, stage.clock.nowMs() + 4 * HOUR_MS)).toBeNull();
    await boss.press('Retrain');
    await boss.reads(/Train a challenger/);
    await boss.press('Yes, do it');
    await boss.reads(/Muted until/);
    await boss.press('e5f6a7b8');
    await boss.reads(/without the test of a challenger/);
    await boss.press('Yes, do it');
    await boss.reads(/✅ logistic-e5f6a7b8/);
    const name = 'binance:BTC/USDT@1h';
    expect((await acts()).toSorted()).toEqual([
      `market-paused ${name}`,
      `market-paused ${name} 4 h`,
      `market-resumed ${name}`,
      `model-promoted ${name} logistic-e5f6a7b8`,
      `retrain-asked ${name}`,
    ]);
  });

  it('writes to many after a look, a test to oneself and a second press; a repeated press begins nothing', async () => {
    const pat = await started('Pat');
    await pat.write('/broadcast');
    await pat.reads(/did not understand/);
    await boss.write('/broadcast');
    await boss.reads(/Message to many/);
    await boss.press('Everybody · news');
    await boss.reads(/Write it in one message/);
    await boss.write('We <b>move</b> house on Friday.');
    const draft = await boss.reads(/Draft to Everybody, as news: reaches 2 now/);
    expect(draft.text).toContain('We <b>move</b> house on Friday.');
    await boss.press('Send it to me');
    await boss.reads(/^We <b>move<\/b> house/);
    expect((await stage.deps.operations.broadcasts.latest(5)).length).toBe(0);
    await boss.press('Send …');
    await boss.reads(/Send it to 2 people\?/);
    await boss.press('Yes, do it');
    await boss.reads(/Message to many, being prepared/);
    expect((await stage.deps.operations.broadcasts.latest(5)).map(({ html }) => html)).toEqual([
      'We &lt;b&gt;move&lt;/b&gt; house on Friday.',
    ]);
    await boss.press('Stop');
    await boss.reads(/Message to many, stopped/);
    expect((await acts()).filter((act) => act.startsWith('broadcast-'))).toHaveLength(2);
    await boss.write('/broadcast');
    await boss.reads(/Message to many/);
    await boss.press('Pro · news');
    await boss.reads(/Write it in one message/);
    await boss.write('/cancel');
    await boss.reads(/Cancelled/);
  });

  it('asks an owner before more than five people and 5 % of a channel are removed, once a day', async () => {
    const people = await Promise.all(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => started(`Guest ${name}`)));
    for (const { id } of people)
      await stage.deps.memberships.admit(id, 'pro', { by: 'entitlement', nowMs: stage.clock.nowMs() });
    const deps = { ...stage.deps, api: stage.bot.bot.api };
    expect(await removeExpired(deps, stage.clock.nowMs())).toMatchObject({ removed: 0, held: ['pro'] });
    const [first] = await Promise.all([boss.until(() => asked()[0])]);
    expect(first.text).toContain('6 of 6 members would be removed');
    expect(await removeExpired(deps, stage.clock.nowMs())).toMatchObject({ removed: 0, held: ['pro'] });
    expect(asked()).toHaveLength(1);
    await boss.press('Remove nobody');
    await boss.reads(/Nobody is removed/);
    stage.clock.advance(DAY_MS);
    await removeExpired(deps, stage.clock.nowMs());
    await boss.until(() => asked()[0]);
    // Two days later it would be about others.
    stage.clock.advance(2 * DAY_MS);
    await boss.press('Remove 6');
    await boss.reads(/out of date/);
    await removeExpired(deps, stage.clock.nowMs());
    await boss.until(() => asked()[0]);
    const late = await started('Guest G');
    await stage.deps.memberships.admit(late.id, 'pro', { by: 'entitlement', nowMs: stage.clock.nowMs() });
    await boss.press('Remove 6');
    await boss.reads(/out of date/);
    expect(await stage.deps.memberships.members('pro')).toHaveLength(7);
    stage.clock.advance(DAY_MS);
    await removeExpired(deps, stage.clock.nowMs());
    await boss.until(() => asked()[0]);
    await boss.press('Remove 7');
    await boss.reads(/7 were removed/);
    expect(await stage.deps.memberships.members('pro')).toHaveLength(0);
  });
  const asked = () => boss.messages().filter(({ text }) => text.includes('more than usual'));

  it('hears once a day that all is well, and of what is not', async () => {
    const base: Overview = {
      ...{ nowMs: 0, failed: [], markets: [], newestSignalMs: null, oldestDueAgeMs: 0, tickets: 0 },
      sending: { shed: [], refused: [], say: 'everything is sent in time' },
      failures: [],
      people: { known: 2, paid: 0 },
    };
    let overview = base;
    const deps = {
      ...{ ...stage.deps, api: stage.bot.bot.api, dailyHour: 7, overviewReaders: async () => owners },
      readOverview: async () => overview,
    };
    const midnight = Math.ceil(stage.clock.nowMs() / DAY_MS) * DAY_MS;
    const words = () => boss.messages().filter(({ text }) => /All is well|Not all is well/.test(text)).length;
    await sendDailyWord(deps, midnight + 7 * HOUR_MS - 1);
    expect(words()).toBe(0);
    await sendDailyWord(deps, midnight + 7 * HOUR_MS);
    await sendDailyWord(deps, midnight + 9 * HOUR_MS);
    expect(words()).toBe(1);
    overview = { ...base, oldestDueAgeMs: HOUR_MS };
    await sendDailyWord(deps, midnight + DAY_MS + 8 * HOUR_MS);
    await boss.until(() => boss.messages().find(({ text }) => text.startsWith('⚠️ Not all is well')));
    expect(words()).toBe(2);
    const troubles: readonly Partial<Overview>[] = [
      { sending: { ...base.sending, refused: ['CHANNEL_PRO'] } },
      { sending: { ...base.sending, shed: ['broadcast'] } },
      { failed: [{ name: 'indexes', say: 'one is missing' }] },
    ];
    for (const [index, trouble] of troubles.entries()) {
      overview = { ...base, ...trouble };
      await sendDailyWord(deps, midnight + (index + 2) * DAY_MS + 8 * HOUR_MS);
    }
    expect(boss.messages().filter(({ text }) => text.startsWith('⚠️ Not all is well'))).toHaveLength(4);
  });
});
