import { z } from 'zod';
import type { SeenChannels, TextStore } from '../../telegram/ports.ts';

const channel = z.object({ title: z.string(), username: z.string().nullable() });
const channelKey = (chatId: number): string => `channel|${chatId}`;
const inviteKey = (chatId: number): string => `invite|${chatId}`;

/** Channels as Telegram last described them, kept as small texts ("telegram_setup"). */
export function createSeenChannels(texts: TextStore): SeenChannels {
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
  };
}
