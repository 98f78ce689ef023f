// @ts-check
/** @typedef {{ type: 'invalid' } | { type: 'inside' | 'same' | 'outside', url: string }} LinkTarget */

/**
 * What a link leads to, so that t.me never leaves the page: inside (the world answers), same (this server) or outside.
 * @param {string} url
 * @returns {LinkTarget}
 */
export function readLink(url) {
  const telegram = /^tg:/i.test(url) ? fromTelegramScheme(url) : url;
  const full = /^(www\.)?(t\.me|telegram\.me)\//i.test(telegram) ? `https://${telegram}` : telegram;
  if (!URL.canParse(full)) return { type: 'invalid' };
  const parsed = new URL(full);
  if (['t.me', 'www.t.me', 'telegram.me'].includes(parsed.hostname)) {
    return { type: 'inside', url: `https://t.me${parsed.pathname}${parsed.search}` };
  }
  if (!['http:', 'https:', 'mailto:'].includes(parsed.protocol)) return { type: 'invalid' };
  return { type: parsed.origin === location.origin ? 'same' : 'outside', url: parsed.href };
}

/**
 * tg://resolve?domain=bot&start=x and tg://join?invite=x, as https addresses.
 * @param {string} url
 */
function fromTelegramScheme(url) {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  const fields = parsed.searchParams;
  const invite = fields.get('invite');
  if (invite !== null) return `https://t.me/+${encodeURIComponent(invite)}`;
  const domain = fields.get('domain');
  if (domain === null) return url;
  const start = fields.get('start');
  return `https://t.me/${encodeURIComponent(domain)}${start === null ? '' : `?start=${encodeURIComponent(start)}`}`;
}

/**
 * Compares two t.me addresses as Telegram does: names without regard to case, invitations to the letter.
 * @param {string} a
 * @param {string} b
 */
export function isSameLink(a, b) {
  const tidy = (/** @type {string} */ url) => {
    const path = url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
    return /\/(\+|joinchat\/)/.test(path) ? path : path.toLowerCase();
  };
  return tidy(a) === tidy(b);
}

/**
 * https://t.me/$slug and https://t.me/invoice/slug.
 * @param {string} url
 */
export function isInvoiceLink(url) {
  return /t\.me\/(\$|%24|invoice\/)/i.test(url);
}

/**
 * Whether something typed into the search field is a link rather than a word.
 * @param {string} text
 */
export function looksLikeLink(text) {
  return /^(https?:\/\/)?(t\.me|telegram\.me)\/.+|^tg:\/\/.+/i.test(text.trim());
}
