/** What a secret looks like in text, and what is left of it. Order matters: the URL form of a bot token before the bare one. */
const SECRETS: readonly { readonly pattern: RegExp; readonly left: string }[] = [
  { pattern: /bot\d+:[\w-]+/g, left: 'bot[redacted]' },
  { pattern: /\b\d{6,}:[\w-]{30,}/g, left: '[redacted bot token]' },
  { pattern: /\b(?:sk|rk)_(?:live|test)_\w+/g, left: '[redacted stripe key]' },
  { pattern: /\bwhsec_[\w+/=-]+/g, left: '[redacted webhook secret]' },
  { pattern: /\ban_[0-9a-f]{12}_[\w-]+/g, left: '[redacted api key]' },
  { pattern: /\b(mongodb(?:\+srv)?:\/\/)[^\s/"']*@/g, left: '$1[redacted]@' },
  { pattern: /\b(Bearer\s+)[\w.~+/=-]+/gi, left: '$1[redacted]' },
];

/**
 * The text without bot tokens, Stripe keys, webhook secrets, our API keys, database credentials and bearer tokens.
 * Works on a serialised log line too: none of these forms contains a character that JSON escapes.
 */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((left, secret) => left.replace(secret.pattern, secret.left), text);
}
