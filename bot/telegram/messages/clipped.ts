/** Cut to a number of characters, before anything is escaped: that keeps entities whole. */
export function clipped(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}

/** The whole of it in parts of at most so many UTF-16 units, as Telegram counts; no character is cut in two. */
export function inParts(text: string, most: number): readonly string[] {
  const parts = [''];
  for (const character of text) {
    const last = parts.at(-1) ?? '';
    if (last.length + character.length > most) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts;
}
