import { type Api, GrammyError } from 'grammy';
import type { InlineKeyboardButton } from 'grammy/types';
import type { Accounts } from '../../../billing/ports.ts';
import { classifySendError, isRefusedByPerson } from '../classify-send-error.ts';
import type { BotContext } from '../context.ts';
import { type Action, encodeAction } from './action.ts';

export type Keyboard = readonly (readonly InlineKeyboardButton[])[];

/** One message as the reader sees it: Telegram HTML and the buttons below. */
export interface Screen {
  readonly text: string;
  readonly keyboard: Keyboard;
  /** Sent without a sound: of what nobody has asked for at this moment. */
  readonly isSilent?: boolean;
}

export function actionButton(text: string, action: Action): InlineKeyboardButton {
  return { text, callback_data: encodeAction(action) };
}

export function linkButton(text: string, url: string): InlineKeyboardButton {
  return { text, url };
}

/** How every text of ours is sent. */
export function messageOptions(keyboard: Keyboard) {
  return {
    parse_mode: 'HTML' as const,
    link_preview_options: { is_disabled: true },
    reply_markup: markupOf(keyboard),
  };
}

/** A keyboard as grammY takes it. */
export function markupOf(keyboard: Keyboard) {
  return { inline_keyboard: keyboard.map((row) => [...row]) };
}

/** Shows a screen: in place of the message whose button was pressed, where it is a text; else as a new message. Answers the button. */
export async function show(ctx: BotContext, screen: Screen): Promise<void> {
  const options = messageOptions(screen.keyboard);
  const pressed = ctx.callbackQuery?.message;
  const inPlace = pressed !== undefined && 'text' in pressed && (await editText(ctx, screen));
  if (!inPlace) await ctx.reply(screen.text, options);
  if (ctx.callbackQuery !== undefined) await ctx.answerCallbackQuery();
}

/** False when Telegram will not edit that message any more (too old, deleted). */
async function editText(ctx: BotContext, screen: Screen): Promise<boolean> {
  try {
    await ctx.editMessageText(screen.text, messageOptions(screen.keyboard));
    return true;
  } catch (error) {
    return isUnchanged(error);
  }
}

/** Of a failed edit: true where the message shows it already, false where it can be edited no more. Throws any other error again. */
export function isUnchanged(error: unknown): boolean {
  if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
  return error.description.includes('message is not modified');
}

/** Whether Telegram's refusal of a message means that whom it was for cannot be written to: blocked, never started, or gone. */
export function isUnreachable(error: unknown): boolean {
  return isRefusedByPerson(classifySendError(error));
}

/**
 * Writes to a person outside an answer to them. "unreachable" when they blocked the bot, never started it or are gone:
 * that is stored, and cleared when they write again.
 */
export async function sendScreen(
  { api, accounts }: { readonly api: Api; readonly accounts: Accounts },
  telegramId: number,
  screen: Screen,
): Promise<'sent' | 'unreachable'> {
  try {
    const quietly = screen.isSilent === true ? { disable_notification: true } : {};
    await api.sendMessage(telegramId, screen.text, { ...messageOptions(screen.keyboard), ...quietly });
    return 'sent';
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    await accounts.markUnreachable(telegramId);
    return 'unreachable';
  }
}
