/**
 * Telegram's objects as the stand-in sends them: the part of Bot API 10.1 it produces, in Telegram's own field names.
 * test/bot/sandbox/telegram/wire-shapes.test.ts checks recorded ones against Telegram's machine-readable description.
 */
export interface WireUser {
  readonly id: number;
  readonly is_bot: boolean;
  readonly first_name: string;
  readonly username?: string;
  readonly language_code?: string;
}

export interface WireChat {
  readonly id: number;
  readonly type: 'private' | 'channel' | 'group';
  readonly title?: string;
  readonly username?: string;
  readonly first_name?: string;
}

export interface WireEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
  readonly custom_emoji_id?: string;
  readonly unix_time?: number;
  readonly date_time_format?: string;
}

export interface WirePhotoSize {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly width: number;
  readonly height: number;
  readonly file_size: number;
}

export interface WireDocument {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_name: string;
  readonly mime_type: string;
  readonly file_size: number;
}

export interface WireButton {
  readonly text: string;
  readonly style?: 'danger' | 'success' | 'primary';
  readonly url?: string;
  readonly callback_data?: string;
  readonly web_app?: { readonly url: string };
  readonly login_url?: { readonly url: string };
  readonly switch_inline_query?: string;
  readonly switch_inline_query_current_chat?: string;
  readonly copy_text?: { readonly text: string };
  readonly pay?: boolean;
}

export interface WireInlineKeyboard {
  readonly inline_keyboard: readonly (readonly WireButton[])[];
}

export interface WireInvoice {
  readonly title: string;
  readonly description: string;
  readonly start_parameter: string;
  readonly currency: 'XTR';
  readonly total_amount: number;
}

export interface WireSuccessfulPayment {
  readonly currency: 'XTR';
  readonly total_amount: number;
  readonly invoice_payload: string;
  readonly subscription_expiration_date?: number;
  readonly is_recurring?: true;
  readonly is_first_recurring?: true;
  readonly telegram_payment_charge_id: string;
  readonly provider_payment_charge_id: string;
}

export interface WireRefundedPayment {
  readonly currency: 'XTR';
  readonly total_amount: number;
  readonly invoice_payload: string;
  readonly telegram_payment_charge_id: string;
}

/** Dates are epoch seconds, as Telegram sends them. */
export interface WireMessage {
  readonly message_id: number;
  readonly from?: WireUser;
  readonly sender_chat?: WireChat;
  readonly date: number;
  readonly edit_date?: number;
  readonly chat: WireChat;
  readonly reply_to_message?: WireMessage;
  readonly has_protected_content?: true;
  readonly text?: string;
  readonly entities?: readonly WireEntity[];
  readonly link_preview_options?: Readonly<Record<string, unknown>>;
  readonly photo?: readonly WirePhotoSize[];
  readonly document?: WireDocument;
  readonly caption?: string;
  readonly caption_entities?: readonly WireEntity[];
  readonly show_caption_above_media?: true;
  readonly has_media_spoiler?: true;
  readonly invoice?: WireInvoice;
  readonly successful_payment?: WireSuccessfulPayment;
  readonly refunded_payment?: WireRefundedPayment;
  readonly via_bot?: WireUser;
  readonly users_shared?: { readonly request_id: number; readonly users: readonly { readonly user_id: number }[] };
  readonly chat_shared?: {
    readonly request_id: number;
    readonly chat_id: number;
    readonly title?: string;
    readonly username?: string;
  };
  readonly media_group_id?: string;
  readonly reply_markup?: WireInlineKeyboard;
}

export interface WireInviteLink {
  readonly invite_link: string;
  readonly creator: WireUser;
  readonly creates_join_request: boolean;
  readonly is_primary: boolean;
  readonly is_revoked: boolean;
  readonly name?: string;
  readonly expire_date?: number;
  readonly member_limit?: number;
  readonly pending_join_request_count?: number;
}

/** One ChatMember of any status; the fields of administrators are spread in by members.ts. */
export interface WireChatMember {
  readonly status: 'creator' | 'administrator' | 'member' | 'left' | 'kicked';
  readonly user: WireUser;
  readonly until_date?: number;
  readonly [right: string]: unknown;
}

/** An update without its id; exactly one field is present. */
export interface WireUpdateBody {
  readonly message?: WireMessage;
  readonly channel_post?: WireMessage;
  readonly callback_query?: Readonly<Record<string, unknown>>;
  readonly inline_query?: Readonly<Record<string, unknown>>;
  readonly guest_message?: Readonly<Record<string, unknown>>;
  readonly pre_checkout_query?: Readonly<Record<string, unknown>>;
  readonly chat_join_request?: Readonly<Record<string, unknown>>;
  readonly chat_member?: Readonly<Record<string, unknown>>;
  readonly my_chat_member?: Readonly<Record<string, unknown>>;
  /** Newer than 10.1: a star subscription was cancelled, taken up again or could not be charged. */
  readonly subscription?: Readonly<Record<string, unknown>>;
}

/** The button above what an inline bot offers. */
export interface OfferButton {
  readonly text: string;
  readonly url: string;
}

/** What an inline bot answers to words. */
export interface Offer {
  readonly offered: readonly OfferedMessage[];
  readonly button: OfferButton | null;
}

/** A message that the bot offers to a chat it is not in. */
export interface OfferedMessage {
  readonly title: string;
  readonly description: string;
  readonly text: string;
  readonly entities: readonly WireEntity[];
  readonly keyboard: readonly (readonly WireButton[])[];
}

/** isOneTime: it goes once a button of it was used. */
export interface ReplyKeyboard {
  readonly rows: readonly (readonly ReplyButton[])[];
  readonly isOneTime: boolean;
}

/** Which chat a button asks for, and what the bot is to have there; absent: does not matter. */
export interface ChatRequest {
  readonly requestId: number;
  readonly isChannel: boolean;
  readonly hasUsername?: boolean;
  readonly botIsMember?: boolean;
  /** Names of the rights that the bot is given. */
  readonly botRights?: readonly string[];
  /** Whether the person has to be an administrator. */
  readonly ofAdministrator: boolean;
  readonly wantsTitle: boolean;
  readonly wantsUsername: boolean;
}

/** A button of a reply keyboard: writes its text, or opens a list of people, or of chats, to choose from. */
export interface ReplyButton {
  readonly text: string;
  readonly requestUsers?: { readonly requestId: number; readonly most: number };
  readonly requestChat?: ChatRequest;
}
