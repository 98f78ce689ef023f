import { Api } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mapTiers, type Tier } from '../../../../billing/tiers.ts';
import type { FamilyOfClass } from '../../../../bot/answers/cost/unshown-families.ts';
import type { BotEvent } from '../../../../bot/telegram/bot-event.ts';
import { createChannelDescriber } from '../../../../bot/telegram/jobs/describe-channels.ts';
import { languageFor } from '../../../../bot/texts/language.ts';
import { type Setup, startSandbox, TOKEN } from '../../sandbox/telegram/sandbox-setup.ts';

const SWING: FamilyOfClass = { family: 'swing', assetClass: 'crypto' };
const RIGHTS = { postMessages: true, inviteUsers: true, restrictMembers: true };

/** The stand-in's two channels, the paid one shared by both paid tiers, and the job that describes them. */
function jobOver({ apiRoot, publicId, privateId }: Setup, languageOf: (tier: Tier) => string = () => 'en') {
  const events: BotEvent[] = [];
  const written: string[] = [];
  let unshown: readonly FamilyOfClass[] = [SWING];
  const api = new Api(TOKEN, { apiRoot });
  api.config.use((call, ...asked) => {
    const [method, payload] = asked;
    if (method === 'setChatDescription' && 'chat_id' in payload) written.push(String(payload.chat_id));
    return call(...asked);
  });
  const channel = (chatId: number) => ({ chatId, title: 'x', inviteLink: null });
  const run = createChannelDescriber({
    api,
    channels: { free: channel(publicId), pro: channel(privateId), elite: channel(privateId) },
    languageIn: (tier) => languageFor(languageOf(tier)),
    ...{ informed: ['free'], costs: mapTiers(() => null), unshown: async () => unshown },
    log: (event) => void events.push(event),
  });
  const show = (): void => {
    unshown = [];
  };
  return { api, events, written, run, show };
}

describe('the descriptions of the channels', () => {
  let setup: Setup;
  beforeEach(async () => {
    setup = await startSandbox();
  });
  afterEach(() => setup.close());

  it('are set at the start and when they change, each channel once, and readers see them', async () => {
    const { publicId, privateId, sandbox } = setup;
    const { api, events, written, run, show } = jobOver(setup);
    await run();
    await run();
    expect(written).toEqual([String(privateId), String(publicId)]);
    expect((await api.getChat(publicId)).description).toContain('Not shown yet to earn its cost: swing.');
    show();
    await run();
    expect(written).toHaveLength(4);
    expect((await api.getChat(publicId)).description).toMatch(/Cost: coins 0\.10\u00a0% a side.* Not advice\.$/);
    const reader = sandbox.world.addPerson('Anna', 'en').id;
    const seen = sandbox.world.snapshot(reader).chats.find(({ id }) => id === publicId);
    expect(seen?.about).toBe((await api.getChat(publicId)).description);
    expect(events).toEqual([]);
  });

  it('are in the language of each channel', async () => {
    const { publicId, privateId } = setup;
    const { api, run } = jobOver(setup, (tier) => (tier === 'free' ? 'ru' : 'tr'));
    await run();
    const [free = '', paid = ''] = await Promise.all(
      [publicId, privateId].map(async (chatId) => (await api.getChat(chatId)).description),
    );
    expect(free).toContain(languageFor('ru').plain('channel-about-not-advice'));
    expect(paid).toContain(languageFor('tr').plain('channel-about-not-advice'));
  });

  it('are left alone where the bot may not change them, which is said once, until it may', async () => {
    const { publicId, sandbox } = setup;
    const { api, events, run, show } = jobOver(setup);
    sandbox.operator.setBotRights(publicId, { ...RIGHTS, changeInfo: false });
    await run();
    show();
    await run();
    expect((await api.getChat(publicId)).description).toBe('Free signals');
    expect(events).toEqual([{ type: 'channel-not-described', chatId: publicId, title: 'Analyser Free' }]);
    sandbox.operator.setBotRights(publicId, RIGHTS);
    await run();
    expect((await api.getChat(publicId)).description).toContain('Not advice.');
  });

  it('of the others are set where one cannot be reached', async () => {
    const { publicId, privateId, sandbox } = setup;
    const { api, events, run } = jobOver(setup);
    sandbox.operator.setBotRights(privateId, null);
    await run();
    expect((await api.getChat(publicId)).description).toContain('Not advice.');
    expect(events.map(({ type }) => type)).toEqual(['channel-not-described']);
  });
});
