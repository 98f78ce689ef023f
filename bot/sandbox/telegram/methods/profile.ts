import type { SandboxContext } from '../context.ts';
import { badRequest } from '../protocol/refusal.ts';
import { type ApiCall, arrayOf, objectOf, textOf } from '../protocol/request.ts';

export interface WireCommand {
  readonly command: string;
  readonly description: string;
}

export function getMe(context: SandboxContext): Readonly<Record<string, unknown>> {
  return {
    ...context.bot,
    can_join_groups: false,
    can_read_all_group_messages: false,
    supports_inline_queries: true,
    supports_guest_queries: true,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: context.joinQueries !== null,
  };
}

export function setMyCommands(context: SandboxContext, call: ApiCall): true {
  const commands = arrayOf<WireCommand>(call, 'commands');
  if (commands === undefined) throw badRequest('parameter "commands" is required');
  if (commands.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command.replace(/^\//, ''))) throw badRequest('BOT_COMMAND_INVALID');
    if (description.trim() === '' || description.length > 256) throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
  const value = JSON.stringify(commands.map((item) => ({ ...item, command: item.command.replace(/^\//, '') })));
  context.store.commit([{ e: 'profile', key: commandsKey(call), value }]);
  return true;
}

export function getMyCommands(context: SandboxContext, call: ApiCall): readonly WireCommand[] {
  return storedCommands(context, commandsKey(call)) ?? [];
}

export function deleteMyCommands(context: SandboxContext, call: ApiCall): true {
  context.store.commit([{ e: 'profile', key: commandsKey(call), value: '' }]);
  return true;
}

function commandsKey(call: ApiCall): string {
  const scope = objectOf(call, 'scope') ?? { type: 'default' };
  const chat = scope.chat_id === undefined ? '' : `:${String(scope.chat_id)}`;
  return `commands:${String(scope.type)}${chat}:${languageOf(call)}`;
}

function languageOf(call: ApiCall): string {
  const code = textOf(call, 'language_code') ?? '';
  if (code !== '' && !/^[a-z]{2}$/.test(code)) throw badRequest('LANG_CODE_INVALID');
  return code;
}

function storedCommands(context: SandboxContext, key: string): readonly WireCommand[] | null {
  const value = context.store.state.profile.get(key) ?? '';
  return value === '' ? null : (JSON.parse(value) as readonly WireCommand[]);
}

/** The menu a person sees: Telegram's order of scopes in a private chat, the person's language before none. */
export function commandsFor(context: SandboxContext, personId: number, languageCode: string): readonly WireCommand[] {
  const language = languageCode.slice(0, 2).toLowerCase();
  for (const scope of [`chat:${personId}`, 'all_private_chats', 'default']) {
    for (const code of [language, '']) {
      const commands = storedCommands(context, `commands:${scope}:${code}`);
      if (commands !== null && commands.length > 0) return commands;
    }
  }
  return [];
}

/** A text of the bot's profile: description, short_description or name. */
export function setProfileText(context: SandboxContext, call: ApiCall, field: ProfileText): true {
  const value = textOf(call, field.name) ?? '';
  if (value.length > field.maxLength) throw badRequest(field.tooLong);
  context.store.commit([{ e: 'profile', key: `${field.name}:${languageOf(call)}`, value }]);
  return true;
}

export function getProfileText(
  context: SandboxContext,
  call: ApiCall,
  field: ProfileText,
): Readonly<Record<string, string>> {
  const { profile } = context.store.state;
  const own = profile.get(`${field.name}:${languageOf(call)}`) ?? '';
  const standard = profile.get(`${field.name}:`) ?? (field.name === 'name' ? context.bot.first_name : '');
  return { [field.name]: own === '' ? standard : own };
}

export interface ProfileText {
  readonly name: 'description' | 'short_description' | 'name';
  readonly maxLength: number;
  readonly tooLong: string;
}

export const DESCRIPTION: ProfileText = {
  name: 'description',
  maxLength: 512,
  tooLong: 'BOT_DESCRIPTION_TOO_LONG',
};
export const SHORT_DESCRIPTION: ProfileText = {
  name: 'short_description',
  maxLength: 120,
  tooLong: 'BOT_SHORT_DESCRIPTION_TOO_LONG',
};
export const BOT_NAME: ProfileText = { name: 'name', maxLength: 64, tooLong: 'BOT_TITLE_TOO_LONG' };
