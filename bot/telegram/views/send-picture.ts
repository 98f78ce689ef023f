import { GrammyError, InputFile } from 'grammy';
import type { BotContext } from '../context.ts';
import { type Keyboard, messageOptions } from './show.ts';

/** file_id of pictures that were uploaded before, by bot: an id is good for the bot that got it only. */
const uploaded = new WeakMap<Buffer, Map<number, string>>();

/** Sends a picture with a caption (HTML) as a new message; one that this bot has uploaded before goes by its file_id. */
export async function sendPicture(
  ctx: BotContext,
  picture: { readonly png: Buffer; readonly name: string; readonly caption: string; readonly keyboard: Keyboard },
): Promise<void> {
  const { png, name, caption, keyboard } = picture;
  const options = { caption, parse_mode: 'HTML' as const, reply_markup: messageOptions(keyboard).reply_markup };
  const known = uploaded.get(png)?.get(ctx.me.id);
  if (known !== undefined) {
    try {
      await ctx.replyWithPhoto(known, options);
      return;
    } catch (error) {
      // Telegram may forget a file: it is uploaded again.
      if (!(error instanceof GrammyError) || error.error_code !== 400) throw error;
      uploaded.delete(png);
    }
  }
  const sent = await ctx.replyWithPhoto(new InputFile(png, name), options);
  const fileId = sent.photo.at(-1)?.file_id;
  if (fileId !== undefined) uploaded.set(png, new Map([...(uploaded.get(png) ?? []), [ctx.me.id, fileId]]));
}
