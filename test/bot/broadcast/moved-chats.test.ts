import { GrammyError } from 'grammy';
import { describe, expect, it } from 'vitest';
import { openMovedChats } from '../../../bot/broadcast/moved-chats.ts';
import { createSendToChat } from '../../../bot/broadcast/send-to-chat.ts';
import type { BotEvent } from '../../../bot/telegram/bot-event.ts';
import { createSendBudget } from '../../../bot/telegram/sending/send-budget.ts';
import { createMemoryTexts } from '../../support/fakes/memory-bot-stores.ts';

const OLD = -5;
const NEW = -1_005;

const movedTo = (migrate_to_chat_id: number): Error =>
  new GrammyError(
    'x',
    {
      ...{ ok: false, error_code: 400, description: 'Bad Request: group chat was upgraded to a supergroup chat' },
      parameters: { migrate_to_chat_id },
    },
    'sendMessage',
    {},
  );

describe('a group that became a supergroup', () => {
  it('is followed at once, told to the operators once, and known after a restart', async () => {
    const texts = createMemoryTexts();
    const told: BotEvent[] = [];
    const asked: number[] = [];
    const open = async () => {
      const moved = await openMovedChats({ texts, onEvent: (event) => told.push(event) }, [OLD]);
      const sendToChat = createSendToChat({
        ...{ moved, budget: createSendBudget(), clock: { nowMs: () => 0 }, onEvent: () => undefined },
      });
      const send = () =>
        sendToChat({
          ...{ method: 'sendMessage', chatId: OLD, key: 'k', sendClass: 'post' },
          async call(chatId) {
            asked.push(chatId);
            if (chatId === OLD) throw movedTo(NEW);
          },
        });
      return { moved, send };
    };
    const first = await open();
    expect([await first.send(), await first.send()]).toEqual([null, null]);
    expect(asked).toEqual([OLD, NEW, NEW]);
    const restarted = await open();
    expect(restarted.moved.current(OLD)).toBe(NEW);
    expect(await restarted.send()).toBeNull();
    expect(asked).toEqual([OLD, NEW, NEW, NEW]);
    expect(told).toEqual([{ type: 'chat-moved', from: OLD, to: NEW }]);
  });

  it('is followed where its new id cannot be stored', async () => {
    const texts = { read: async () => null, write: async () => Promise.reject(new Error('away')) };
    const moved = await openMovedChats({ texts, onEvent: () => undefined }, [OLD]);
    await expect(moved.note(OLD, NEW)).rejects.toThrow('away');
    expect(moved.current(OLD)).toBe(NEW);
    expect(moved.current(-9)).toBe(-9);
  });
});
