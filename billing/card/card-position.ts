import type { CardReference } from './ports.ts';

/** The provider's lists in the order in which they are read. */
export const CARD_LISTS = ['charges', 'refunds', 'disputes', 'subscriptions'] as const;
/** One of them. */
export type CardList = (typeof CARD_LISTS)[number];

/** How far the card provider's lists were read. */
export interface CardPosition {
  /** What was made until then was read, ms; by list. */
  readonly readUntilMs: Readonly<Record<Exclude<CardList, 'subscriptions'>, number>>;
  /** The list that is being read: behind which object, and the newest that was on its first page, ms. Null between two readings. */
  readonly at: { readonly list: CardList; readonly after: string | null; readonly newestMs: number } | null;
  /** What could not be settled and is tried again. */
  readonly failed: readonly CardReference[];
}

/** Nothing was read, or what was made until then. */
export function positionAt(readUntilMs: number): CardPosition {
  return {
    readUntilMs: { charges: readUntilMs, refunds: readUntilMs, disputes: readUntilMs },
    at: null,
    failed: [],
  };
}

/** The position at rest. */
export interface CardPositions {
  /** Null before the first reading. */
  read(): Promise<CardPosition | null>;
  write(position: CardPosition): Promise<void>;
}
