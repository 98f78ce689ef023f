import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readerSignal } from '../../../bot/answers/reader-signal.ts';
import { signalButtons } from '../../../bot/telegram/channels/signal-buttons.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { LANGUAGES } from '../../../bot/texts/language.ts';
import type { Act } from '../../../scripts/fuzz/acts/act.ts';
import { playActs } from '../../../scripts/fuzz/run-fuzz.ts';
import { entryOf } from '../../support/signal-fixtures.ts';
import { openStage } from '../../support/stage/bot-stage.ts';

const BOT = new URL('../../../bot/', import.meta.url);
const SOURCES = readdirSync(BOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('sandbox/'))
  .map((name) => ({ name, text: readFileSync(new URL(name, BOT), 'utf8') }));

describe('traps that bit other bots (the table in bot/README.md)', () => {
  it('nothing that must be read is sent as what some clients do not show, or into a topic', () => {
    const risky = /sendRichMessage|rich_message|sendMessageDraft|message_thread_id/i;
    expect(SOURCES.length).toBeGreaterThan(200);
    // It takes the topic away.
    const [taking, ...others] = SOURCES.filter(({ text }) => risky.test(text)).map(({ name }) => name);
    expect([taking, others]).toEqual(['telegram/sending/one-thread.ts', []]);
  });

  it('a message in a topic of the private chat is answered in the chat itself, in a conversation too', async () => {
    const stage = await openStage();
    try {
      const ada = stage.person('Ada');
      await ada.write('/start');
      await ada.reads(/Hi Ada/);
      const asks = async (updateId: number, text: string): Promise<void> =>
        await stage.bot.bot.handleUpdate({
          update_id: updateId,
          message: {
            ...{ message_id: updateId, date: 1, text, is_topic_message: true, message_thread_id: 7 },
            chat: { id: ada.id, type: 'private', first_name: 'Ada' },
            from: { id: ada.id, is_bot: false, first_name: 'Ada' },
            ...(text.startsWith('/') ? { entities: [{ type: 'bot_command', offset: 0, length: text.length }] } : {}),
          },
        });
      await asks(920_001, '/help');
      await asks(920_002, '/support');
      await asks(920_003, 'Where is it?');
      const answers = stage.sandbox.calls().filter(({ method }) => method === 'sendMessage');
      expect(answers.flatMap(({ params }) => Object.keys(params))).not.toContain('message_thread_id');
      for (const part of ['What I can do', 'Write your question', 'Stored as ticket'])
        expect([part, ada.messages().some(({ text }) => text.includes(part))]).toEqual([part, true]);
    } finally {
      await stage.close();
    }
  });

  it.each(LANGUAGES)('what %s buttons copy has no sign that nobody sees', (language) => {
    const copied = signalButtons(textsFor(language), readerSignal(entryOf()), 'chat')
      .flat()
      .flatMap((button) => ('copy_text' in button ? [button.copy_text.text] : []));
    expect(copied).toHaveLength(4);
    for (const text of copied) expect(text).toMatch(/^[\x20-\x7e]+$/);
  });

  it('presses older than a restart are answered once, whether their message is there or gone', async () => {
    const who = { person: 1, pick: 3 };
    const forge = { type: 'forge', ...who, data: null } as const;
    const acts: readonly Act[] = [
      ...[{ type: 'write', ...who, text: '/start' } as const, { type: 'settle' } as const],
      ...[{ type: 'write', ...who, text: '/support' } as const, { type: 'settle' } as const],
      ...[{ type: 'restart' } as const, { type: 'press', ...who } as const, { type: 'settle' } as const],
      ...(['own', 'gone', 'inaccessible'] as const).map((under) => ({ ...forge, under })),
      ...[{ type: 'settle' } as const, { type: 'write', ...who, text: 'hello' } as const, { type: 'settle' } as const],
    ];
    expect(await playActs(acts, { seed: 1 })).toBeNull();
  });
});
