import { z } from 'zod';
import type { Tier } from '../../../billing/tiers.ts';
import type { AdministeredChannel, SeenChannels, TextStore } from '../../telegram/ports.ts';

const channel = z.object({ title: z.string(), username: z.string().nullable() });
const list = z.array(z.object({ chatId: z.int(), title: z.string() }));
const channelKey = (chatId: number): string => `channel|${chatId}`;
const inviteKey = (chatId: number): string => `invite|${chatId}`;
const chosenKey = (tier: Tier): string => `channel-of|${tier}`;
const ADMINISTERED_KEY = 'administered';

/** Channels as Telegram last described them and as owners chose them, kept as small texts ("telegram_setup"). */
export function createSeenChannels(texts: TextStore): SeenChannels {
  const readList = (text: string | null): readonly AdministeredChannel[] =>
    text === null ? [] : list.parse(JSON.parse(text));
  return {
    async read(chatId) {
      const [text, inviteLink] = await Promise.all([texts.read(channelKey(chatId)), texts.read(inviteKey(chatId))]);
      const seen = text === null ? { title: String(chatId), username: null } : channel.parse(JSON.parse(text));
      return { ...seen, inviteLink };
    },
    async writeName(chatId, { title, username }) {
      await texts.write(channelKey(chatId), JSON.stringify({ title, username }));
    },
    async writeInviteLink(chatId, link) {
      await texts.write(inviteKey(chatId), link);
    },
    async chosen(tier) {
      const text = await texts.read(chosenKey(tier));
      return text === null ? null : Number(text);
    },
    async choose(tier, chatId) {
      if (chatId === null) await texts.delete(chosenKey(tier));
      else await texts.write(chosenKey(tier), String(chatId));
    },
    administered: async () => readList(await texts.read(ADMINISTERED_KEY)),
    async noteAdministered(chatId, title) {
      // Two channels may be told of at the same time: whoever finds the list changed begins again.
      for (;;) {
        const before = await texts.read(ADMINISTERED_KEY);
        const known = readList(before);
        if ((known.find((each) => each.chatId === chatId)?.title ?? null) === title) return;
        const others = known.filter((each) => each.chatId !== chatId);
        const after = JSON.stringify(title === null ? others : [...others, { chatId, title }]);
        if (await texts.replace(ADMINISTERED_KEY, before, after)) return;
      }
    },
  };
}
