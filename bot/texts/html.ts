/** Text from outside, as Telegram's HTML and our pages show it. Attributes of our pages stand in double quotes only. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
