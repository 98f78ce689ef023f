/** A press on a partner's link. Its id is chance and says nothing of anybody. */
export interface PartnerClick {
  readonly id: string;
  readonly partner: string;
  /** Null: pressed outside the bot. */
  readonly telegramId: number | null;
  readonly signalId: string | null;
  readonly atMs: number;
}
