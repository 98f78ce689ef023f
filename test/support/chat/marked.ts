import type { MessageEntity } from 'grammy/types';

type Mark = 'bold' | 'italic' | 'code' | 'pre' | 'spoiler' | 'blockquote';
type Part = string | readonly [text: string, mark: Mark] | readonly [text: string, mark: 'text_link', url: string];

/** Text of marked parts, so that offsets need not be counted by hand. */
export function marked(...parts: readonly Part[]): { readonly text: string; readonly entities: MessageEntity[] } {
  let text = '';
  const entities: MessageEntity[] = [];
  for (const part of parts) {
    const content = typeof part === 'string' ? part : part[0];
    const place = { offset: text.length, length: content.length };
    if (typeof part !== 'string') {
      entities.push(part[1] === 'text_link' ? { ...place, type: part[1], url: part[2] } : { ...place, type: part[1] });
    }
    text += content;
  }
  return { text, entities };
}
