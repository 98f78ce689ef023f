import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Partner } from '../../../../billing/partners/partner.ts';
import { createAnswers } from '../../../../bot/answers/answers.ts';
import type { Partners } from '../../../../bot/partners/partners.ts';
import { createBot } from '../../../../bot/telegram/create-bot.ts';
import { moveAccounts } from '../../../../bot/telegram/jobs/move-accounts.ts';
import { DAY_MS } from '../../../../engine/time.ts';
import { openStage, type Stage, type StageParts } from '../../../support/stage/bot-stage.ts';
import { STAGE_PARTNER } from '../../../support/stage/stage-partners.ts';

const HERE: Partner = { ...STAGE_PARTNER, underSignals: true };
const NOT_IN_GB: Partner = { ...STAGE_PARTNER, slug: 'other', title: 'Other Broker', offIn: ['GB'] };

/** The stage's partners with others in the place of its one. */
function withPartners(partners: readonly Partner[]): (parts: StageParts) => Partial<StageParts> {
  return (parts) => {
    const inner = parts.partners;
    const shown = async (telegramId: number): Promise<readonly Partner[]> => {
      const country = (await parts.links.find(telegramId))?.country ?? null;
      return partners.filter(({ offIn }) => offIn.length === 0 || (country !== null && !offIn.includes(country)));
    };
    const replaced: Partners = {
      ...{ ...inner, all: partners, shownTo: shown },
      find: (slug) => partners.find((each) => each.slug === slug) ?? null,
    };
    return { partners: replaced };
  };
}

describe('a partner under a signal in the chat', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(withPartners([HERE]));
  });
  afterAll(() => stage.close());

  it('has a link of the reader’s own that carries the signal, and the conflict line', async () => {
    const ann = stage.person('Ann');
    await ann.write('/start');
    await ann.write('/signals');
    const list = await ann.reads(/signal_/);
    const id = /signal_([0-9a-f]+)/.exec(list.text)?.[1] ?? '';
    const open = (await stage.deps.signals.latest({ limit: 20 })).find(({ outcome }) => outcome === null);
    const asked = open?.signal.id.slice(0, 10) ?? id;
    await stage.clock.advance(DAY_MS);
    await ann.write(`/signal ${asked}`);
    const { keyboard, text } = await ann.until(() =>
      ann.messages().find((message) => JSON.stringify(message.keyboard).includes('Trade at')),
    );
    const button = keyboard.flat().find((each) => each.text.includes('Trade at Example Broker'));
    const url = new URL(button !== undefined && 'url' in button ? button.url : '');
    expect([url.pathname, url.searchParams.get('s')]).toEqual(['/r/broker', asked]);
    expect(url.searchParams.get('u')).toMatch(/^[\w-]{48}$/);
    expect(text).toContain('The operator of this bot earns when you pay money in at Example Broker');
  });
});

describe('several partners', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage(withPartners([STAGE_PARTNER, NOT_IN_GB]));
  });
  afterAll(() => stage.close());

  it('are chosen from a list, without those that are not for where one lives', async () => {
    const [bea, gus] = [stage.person('Bea'), stage.person('Gus')];
    for (const each of [bea, gus]) await each.write('/start');
    await stage.deps.links.setCountry(bea.id, 'elsewhere');
    await stage.deps.links.setCountry(gus.id, 'GB');
    await bea.write('/partner');
    await bea.reads(/Choose one/);
    await bea.press('Other Broker');
    await bea.reads(/Other Broker/);
    await bea.press('All partners');
    await bea.reads(/Choose one/);
    await gus.write('/partner');
    const { text } = await gus.reads(/Broker/);
    expect(text).toContain('Example Broker');
  });

  it('ask where one lives, once, where all of them have limits', async () => {
    const only = await openStage(withPartners([NOT_IN_GB]));
    const hal = only.person('Hal');
    await hal.write('/start');
    await hal.write('/partner');
    await hal.reads(/not allowed everywhere/);
    await hal.press('🇬🇧 GB');
    await hal.reads(/no partner programme for where you live/);
    const ivy = only.person('Ivy');
    await ivy.write('/start');
    await ivy.write('/partner');
    await ivy.reads(/not allowed everywhere/);
    await ivy.press('Somewhere else');
    await ivy.reads(/Other Broker/);
    await only.close();
  });

  it('are named in no menu and no help where there are none', async () => {
    const none = await openStage(withPartners([]));
    const jan = none.person('Jan');
    await jan.write('/start');
    await jan.write('/help');
    expect((await jan.reads(/What I can do/)).text).not.toContain('/partner');
    await jan.write('/partner');
    await jan.reads(/no partner programme here/);
    await none.close();
  });
});

describe('the question for a UID', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await openStage();
  });
  afterAll(() => stage.close());

  it('goes on after a restart, and its answer is /export’s, a new account’s, and gone with /deletemydata', async () => {
    const [kai, now] = [stage.person('Kai'), stage.person('Kai, new phone')];
    for (const each of [kai, now]) await each.write('/start');
    await kai.write('/partner');
    await kai.reads(/Example Broker/);
    await kai.press('I have one: my UID');
    await kai.reads(/Send me your UID/);
    // Another process over the same database takes the answer.
    const { deps } = stage;
    const parts = { journal: deps.journal, log: deps.log, operations: deps.operations, cards: null };
    const answers = createAnswers(deps);
    const other = createBot({
      ...parts,
      telegram: deps,
      runtime: deps,
      stores: deps,
      answers,
      partners: deps.partners,
    });
    await other.introduce();
    await other.bot.handleUpdate({
      update_id: 999_001,
      message: {
        ...{ message_id: 9_001, date: Math.floor(stage.clock.nowMs() / 1_000), text: 'KAI-77' },
        ...{ chat: { id: kai.id, type: 'private', first_name: 'Kai' } },
        from: { id: kai.id, is_bot: false, first_name: 'Kai', language_code: 'en' },
      },
    });
    await kai.reads(/Noted: UID KAI-77/);
    expect((await deps.personal.read(kai.id)).partner_claims).toMatchObject([{ uid: 'KAI-77', state: 'pending' }]);

    await deps.links.setRecovery(kai.id, 'hash of kai');
    await deps.links.askMove(kai.id, { toTelegramId: now.id, askedAtMs: stage.clock.nowMs() });
    stage.clock.advance(DAY_MS + 1);
    await moveAccounts({ ...deps, api: stage.bot.bot.api }, stage.clock.nowMs());
    expect(await deps.partners.claimsOf(kai.id)).toEqual([]);
    expect(await deps.partners.claimsOf(now.id)).toMatchObject([{ uid: 'KAI-77' }]);

    await deps.personal.erase({ telegramId: now.id, pseudonym: -now.id });
    expect(await deps.partners.claimsOf(now.id)).toEqual([]);
    expect(await stage.connection.collection('partner_claims').countDocuments()).toBe(0);
  });
});
