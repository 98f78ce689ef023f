/** Half of a pair of UTF-16, which JSON can carry and Telegram refuses, shown as what is no character. */
export function wellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, '\ufffd');
}

/** Text from outside, as Telegram's HTML and our pages show it. Attributes of our pages stand in double quotes only. */
export function escapeHtml(text: string): string {
  return wellFormed(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Length of HTML as Telegram counts it: without tags, an entity as one. */
export function visibleLength(html: string): number {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:lt|gt|amp|quot);/g, '.').length;
}
