import { linkOf } from './html.ts';
import { badRequest } from './refusal.ts';
import { type ApiCall, objectOf } from './request.ts';
import type { WireButton, WireInlineKeyboard } from './wire.ts';

const MAX_BUTTONS = 100;
const MAX_CALLBACK_BYTES = 64;
const MAX_COPIED = 256;
const STYLES: ReadonlySet<string> = new Set(['danger', 'success', 'primary']);

export interface MarkupRules {
  readonly inChannel: boolean;
  /** The price under an invoice; null where a Pay button is out of place. */
  readonly invoiceStars: number | null;
}

/**
 * The inline keyboard of a call after Telegram's checks; null when there is none. Reply keyboards are
 * read by reply-keyboard.ts.
 */
export function readMarkup(call: ApiCall, rules: MarkupRules): WireInlineKeyboard | null {
  const markup = objectOf(call, 'reply_markup');
  if (markup === undefined) return null;
  const rows = markup.inline_keyboard;
  if (!Array.isArray(rows)) {
    if (rules.inChannel) throw badRequest('inline keyboard expected');
    return null;
  }
  const keyboard = (rows as readonly (readonly WireButton[])[]).filter((row) => row.length > 0);
  const count = keyboard.reduce((sum, row) => sum + row.length, 0);
  if (count > MAX_BUTTONS || keyboard.some((row) => row.length > 8)) throw badRequest('REPLY_MARKUP_TOO_LONG');
  keyboard.forEach((row, r) => {
    row.forEach((button, c) => {
      checkButton(button, { ...rules, first: r === 0 && c === 0 });
    });
  });
  if (keyboard.length === 0) return null;
  return { inline_keyboard: keyboard.map((row) => row.map(normaliseButton)) };
}

const KINDS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
] as const;

function checkButton(button: WireButton, rules: MarkupRules & { readonly first: boolean }): void {
  if (button.text.trim() === '') throw badRequest('inline keyboard button text must be non-empty');
  const given: Readonly<Record<string, unknown>> = { ...button };
  const kinds = KINDS.filter((kind) => given[kind] !== undefined && given[kind] !== false);
  if (kinds.length === 0) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  if (kinds.length > 1) {
    throw badRequest(`can't parse inline keyboard button: expected exactly one kind, was ${kinds.join(' and ')}`);
  }
  if (button.callback_data !== undefined) {
    const bytes = Buffer.byteLength(button.callback_data);
    if (bytes < 1 || bytes > MAX_CALLBACK_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (button.style !== undefined && !STYLES.has(button.style)) throw badRequest('BUTTON_STYLE_INVALID');
  if (button.copy_text !== undefined) {
    const characters = [...button.copy_text.text].length;
    if (characters < 1 || characters > MAX_COPIED) throw badRequest('BUTTON_COPY_TEXT_INVALID');
  }
  if (button.url !== undefined && linkOf(button.url) === null) {
    throw badRequest(`inline keyboard button URL '${button.url}' is invalid: Wrong HTTP URL`);
  }
  if (button.web_app !== undefined) {
    const { url } = button.web_app;
    if (!url.startsWith('https://')) {
      throw badRequest(`inline keyboard button Web App URL '${url}' is invalid: Only HTTPS links are allowed`);
    }
    if (rules.inChannel) throw badRequest('BUTTON_TYPE_INVALID');
  }
  if (button.pay === true && (rules.invoiceStars === null || !rules.first)) throw badRequest('BUTTON_TYPE_INVALID');
  const hasPay = rules.first && rules.invoiceStars !== null;
  if (hasPay && button.pay !== true) throw badRequest('the first button of an invoice must be a Pay button');
}

function normaliseButton(button: WireButton): WireButton {
  if (button.url === undefined) return button;
  return { ...button, url: linkOf(button.url) ?? button.url };
}
