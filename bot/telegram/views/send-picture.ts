import { GrammyError, InputFile } from 'grammy';
import type { Message } from 'grammy/types';
import type { BotContext } from '../context.ts';
import { isUnchanged, type Keyboard, messageOptions } from './show.ts';

/** file_id of pictures that were uploaded before, by bot: an id is good for the bot that got it only. */
const uploaded = new WeakMap<Buffer, Map<number, string>>();

/** A picture with a caption (HTML). */
export interface Picture {
  readonly png: Buffer;
  readonly name: string;
  readonly caption: string;
  readonly keyboard: Keyboard;
}

/** Sends a picture as a new message; one that this bot has uploaded before goes by its file_id. */
export async function sendPicture(ctx: BotContext, picture: Picture): Promise<void> {
  const { caption, keyboard } = picture;
  const options = { caption, parse_mode: 'HTML' as const, reply_markup: messageOptions(keyboard).reply_markup };
  await upload(ctx, picture, async (photo) => await ctx.replyWithPhoto(photo, options));
}

/** The same in place of the picture whose button was pressed; as a new message where that was none. Answers the button. */
export async function showPicture(ctx: BotContext, picture: Picture): Promise<void> {
  const pressed = ctx.callbackQuery?.message;
  const inPlace = pressed !== undefined && 'photo' in pressed && (await editPicture(ctx, picture));
  if (!inPlace) await sendPicture(ctx, picture);
  if (ctx.callbackQuery !== undefined) await ctx.answerCallbackQuery();
}

/** False when Telegram will not edit that message any more (too old, deleted). */
async function editPicture(ctx: BotContext, picture: Picture): Promise<boolean> {
  const { caption, keyboard } = picture;
  const { reply_markup } = messageOptions(keyboard);
  try {
    await upload(ctx, picture, async (media) => {
      const edited = await ctx.editMessageMedia(
        { type: 'photo', media, caption, parse_mode: 'HTML' },
        { reply_markup },
      );
      return edited === true ? null : edited;
    });
    return true;
  } catch (error) {
    return isUnchanged(error);
  }
}

/** Telegram may forget a file, and says so with one of these. */
const FORGOTTEN = /wrong file identifier|wrong remote file|file_reference|FILE_REFERENCE/;

/** By file_id where there is one, else by its bytes; what was uploaded is remembered. */
async function upload(
  ctx: BotContext,
  { png, name }: Picture,
  send: (photo: string | InputFile) => Promise<Pick<Message.PhotoMessage, 'photo'> | Message | null>,
): Promise<void> {
  const known = uploaded.get(png)?.get(ctx.me.id);
  if (known !== undefined) {
    try {
      await send(known);
      return;
    } catch (error) {
      if (!(error instanceof GrammyError) || error.error_code !== 400 || !FORGOTTEN.test(error.description))
        throw error;
      uploaded.delete(png);
    }
  }
  const sent = await send(new InputFile(png, name));
  const fileId = sent?.photo?.at(-1)?.file_id;
  if (fileId !== undefined) uploaded.set(png, new Map([...(uploaded.get(png) ?? []), [ctx.me.id, fileId]]));
}
