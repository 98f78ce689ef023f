import { escapeHtml } from './html.ts';

/** A moment of which a sentence gives the UTC time and, in Telegram HTML, the reader's own time behind it. */
export interface Moment {
  /** "12 May 15:00 UTC". */
  readonly utc: string;
  readonly timeMs: number;
  /** What an app that does not know tg-time shows in the place of the reader's time. */
  readonly fallback: string;
  /** How Telegram writes the reader's time: "t" 17:00, "wt" with the day of the week. */
  readonly format: 't' | 'wt';
}

/** "12 May 15:00 UTC 🕒 17:00": one text for readers of every zone, because only their app knows theirs. */
export function momentHtml({ utc, timeMs, fallback, format }: Moment): string {
  const unix = Math.floor(timeMs / 1_000);
  return `${escapeHtml(utc)} 🕒 <tg-time unix="${unix}" format="${format}">${escapeHtml(fallback)}</tg-time>`;
}
