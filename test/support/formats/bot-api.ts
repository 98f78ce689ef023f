import { readFileSync } from 'node:fs';
import { sharedPath } from '../shared.ts';

/** A method or a type of Telegram's Bot API. */
export interface Described {
  readonly returns?: readonly string[];
  readonly fields?: readonly { readonly name: string; readonly types: readonly string[]; readonly required: boolean }[];
  readonly subtypes?: readonly string[];
}

interface BotApi {
  readonly methods: Readonly<Record<string, Described>>;
  readonly types: Readonly<Record<string, Described>>;
}

const path = sharedPath('telegram/bot-api-10.1.json');

/** The Bot API as its page describes it; null without ../shared. */
export const BOT_API: BotApi | null = path === null ? null : JSON.parse(readFileSync(path, 'utf8'));
