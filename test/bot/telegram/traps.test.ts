import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readerSignal } from '../../../bot/answers/reader-signal.ts';
import { signalButtons } from '../../../bot/telegram/channels/signal-buttons.ts';
import { textsFor } from '../../../bot/telegram/messages/texts.ts';
import { LANGUAGES } from '../../../bot/texts/language.ts';
import type { Act } from '../../../scripts/fuzz/acts/act.ts';
import { playActs } from '../../../scripts/fuzz/run-fuzz.ts';
import { entryOf } from '../../support/signal-fixtures.ts';

const BOT = new URL('../../../bot/', import.meta.url);
const SOURCES = readdirSync(BOT, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.startsWith('sandbox/'))
  .map((name) => ({ name, text: readFileSync(new URL(name, BOT), 'utf8') }));

describe('traps that bit other bots (the table in bot/README.md)', () => {
  it('nothing that must be read is sent as what some clients do not show, or into a topic', () => {
    const risky = /sendRichMessage|rich_message|sendMessageDraft|message_thread_id/i;
    expect(SOURCES.length).toBeGreaterThan(200);
    expect(SOURCES.filter(({ text }) => risky.test(text)).map(({ name }) => name)).toEqual([]);
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
