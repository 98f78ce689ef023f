/** Whom a broadcast is for: of these tiers, in these languages; null: all. */
export interface Segment {
  readonly tiers: readonly string[] | null;
  readonly languages: readonly string[] | null;
}

/** What an operator wants to send to many. */
export interface BroadcastDraft {
  readonly segment: Segment;
  /** Telegram HTML, as it is to be read. */
  readonly html: string;
  /** Which of the readers' settings it obeys; absent: news. */
  readonly kind?: 'news' | 'incident' | undefined;
  /** Sent fast for Stars of the bot's balance: the operator has confirmed that it may cost so much at most. Absent: free of charge. */
  readonly mostStars?: number | undefined;
  /** Telegram id of the operator. */
  readonly by: number;
  /** Names this wish: a second start with the same key begins nothing, however often a button is pressed. Absent: a new one. */
  readonly key?: string;
}

/** What sending to a segment would mean. */
export interface BroadcastPreview {
  readonly receivers: number;
  /** What Telegram may take from the bot's balance at most, in Stars; null: nothing, paid broadcasts are off. */
  readonly mostStars: number | null;
}

/** How far a broadcast is. */
export interface BroadcastProgress {
  readonly id: string;
  readonly by: number;
  readonly segment: Segment;
  readonly html: string;
  readonly startedAtMs: number;
  /** planning: receivers are still being looked up · sending · stopped: by an operator · done. */
  readonly state: 'planning' | 'sending' | 'stopped' | 'done';
  /** Receivers found so far. */
  readonly planned: number;
  /** Receivers by what became of their message: pending, sent, unknown, blocked, dead, expired, stopped. */
  readonly byState: Readonly<Record<string, number>>;
}

/** An operator's messages to many: sent after everything else, resumable, each receiver at most once. */
export interface Broadcasts {
  /** Whom a segment reaches now, and what it costs. */
  preview(draft: Pick<BroadcastDraft, 'segment' | 'kind'>): Promise<BroadcastPreview>;
  /** Begins to send; what was begun survives a restart. */
  start(draft: BroadcastDraft): Promise<{ readonly id: string; readonly isNew: boolean }>;
  /** What is not under way is not sent any more; false where it has ended already or never began. */
  stop(id: string): Promise<boolean>;
  /** Null where there is none of that id. */
  progress(id: string): Promise<BroadcastProgress | null>;
  /** The newest ones first, at most `limit`. */
  latest(limit: number): Promise<readonly BroadcastProgress[]>;
}
