/** Text from outside, as Telegram's HTML and our pages show it. Attributes of our pages stand in double quotes only. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Length of HTML as Telegram counts it: without tags, an entity as one. */
export function visibleLength(html: string): number {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(?:lt|gt|amp|quot);/g, '.').length;
}
