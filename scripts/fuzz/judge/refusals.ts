interface Allowed {
  readonly method: RegExp;
  readonly words: RegExp;
  /** Why it cannot be avoided. */
  readonly because: string;
}

/** The only refusals of Telegram that the bot may run into. */
const ALLOWED_REFUSALS: readonly Allowed[] = [
  {
    method: /^(?:getChat|getChatMember|createChatInviteLink|sendMessage)$/,
    words: /chat not found/,
    because: 'an owner chose a channel in which the bot is no more',
  },
  { method: /^edit/, words: /message is not modified/, because: 'the same button was pressed twice' },
  {
    method: /^(?:sendPhoto|editMessageMedia)$/,
    words: /wrong file identifier/,
    because: 'Telegram may forget a file: it is uploaded again',
  },
  {
    method: /^edit/,
    words: /message to edit not found|message can't be edited/,
    because: 'the message was deleted or is too old',
  },
  {
    method: /^edit/,
    words: /there is no text in the message to edit/,
    because: 'what a forged press claims of its message is not so',
  },
  { method: /^answer/, words: /query is too old/, because: 'the question waited too long' },
  {
    method: /^(?:send|edit|copy)/,
    words: /bot was blocked by the user|can't initiate conversation/,
    because: 'they blocked the bot',
  },
  {
    method: /^(?:approve|decline)ChatJoinRequest$/,
    words: /HIDE_REQUESTER_MISSING|USER_ALREADY_PARTICIPANT/,
    because: 'answered before',
  },
  {
    method: /^sendMessage$/,
    words: /chat not found/,
    because: 'a group that the bot has left, or an operator named nobody',
  },
  { method: /^leaveChat$/, words: /chat not found/, because: 'a group that has sent it away already' },
  {
    method: /^refundStarPayment$/,
    words: /CHARGE_|USER_ID_INVALID/,
    because: 'an operator named a charge that is none, or a returned one',
  },
  {
    method: /^editUserStarSubscription$/,
    words: /SUBSCRIPTION_NOT_ACTIVE|CHARGE_ID_INVALID/,
    because: 'it has ended at Telegram',
  },
  { method: /^setMyCommands$/, words: /chat not found/, because: 'a role was given to somebody who never wrote' },
];

/** Whether a refusal is one of them. */
export function isAllowedRefusal(method: string, words: string): boolean {
  return ALLOWED_REFUSALS.some((allowed) => allowed.method.test(method) && allowed.words.test(words));
}
