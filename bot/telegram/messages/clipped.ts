/** Cut to a number of characters, before anything is escaped: that keeps entities whole. */
export function clipped(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text;
}
