import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';
import type { WorldMessage } from '../../../bot/sandbox/telegram/world.ts';
import type { StagePerson } from '../stage/stage-person.ts';

const FOLDER = new URL('../../golden/transcripts/', import.meta.url);

/** A conversation of one or more people with the bot as lines of text, to be compared with a file to the letter. */
export interface Transcript {
  /** What somebody does, in plain words. */
  does(name: string, what: string): void;
  /** The newest message of the bot to somebody that matches, with its buttons. */
  reads(name: string, person: StagePerson, pattern: RegExp): Promise<string>;
  /** Everything that is new or changed for somebody after they did something, once there are so many messages of it. */
  follows(
    who: { readonly name: string; readonly person: StagePerson },
    act: () => Promise<unknown>,
    messages?: number,
  ): Promise<void>;
  /** Something that happens to everybody, such as a month. */
  happens(what: string): void;
  /** Compares with the file of this name; writes it where there is none, or where UPDATE_TRANSCRIPTS is set. */
  is(file: string): void;
}

/** An empty transcript; ids of people and orders are replaced by what they stand for. */
export function openTranscript(): Transcript {
  const lines: string[] = [];
  return {
    does: (name, what) => void lines.push(`${name}: ${what}`),
    happens: (what) => void lines.push(`— ${what} —`),
    async reads(name, person, pattern) {
      const message = await person.reads(pattern);
      lines.push(...linesOf(name, message));
      return message.text;
    },
    async follows({ name, person }, act, messages = 1) {
      const before = new Map(person.messages().map((message) => [message.messageId, markOf(message)]));
      const news = (): readonly WorldMessage[] =>
        person.messages().filter((message) => before.get(message.messageId) !== markOf(message));
      await act();
      await person.until(() => news().length >= messages);
      for (const message of news()) lines.push(...linesOf(name, message, before.has(message.messageId)));
    },
    is(file) {
      const path = new URL(`${file}.txt`, FOLDER);
      const told = `${lines.join('\n')}\n`;
      if (!existsSync(path) || process.env.UPDATE_TRANSCRIPTS === '1') writeFileSync(path, told);
      expect(told).toBe(readFileSync(path, 'utf8'));
    },
  };
}

const markOf = ({ text, keyboard, invoice }: WorldMessage): string => JSON.stringify([text, keyboard, invoice]);

function linesOf(name: string, message: WorldMessage, isEdit = false): readonly string[] {
  const { text, keyboard, invoice, photoUrl, document } = message;
  const above = [
    ...(photoUrl === null ? [] : ['(picture)']),
    ...(document === null ? [] : [`(file ${document.name})`]),
    ...(invoice === null ? [] : [`(invoice) ${invoice.title}: ${invoice.stars} Stars`, invoice.description]),
  ];
  const buttons = keyboard.map((row) => row.map((button) => `[${button.text}]`).join(' '));
  const words = text === '' ? [] : plain(text).split('\n');
  return [
    `bot → ${name}${isEdit ? ', in the same message' : ''}:`,
    ...[...above, ...words, ...buttons].map((line) => (line === '' ? '' : `  ${line}`)),
  ];
}

function plain(text: string): string {
  return text.replace(/\b(?:ref|gift)_[0-9a-f]+/g, (link) => `${link.split('_')[0]}_…`);
}
