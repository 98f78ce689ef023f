/** How processes divide among them what one alone has: one document, so that it is changed as a whole or not at all. */
export interface Division {
  /** 0: nothing is stored yet. */
  readonly revision: number;
}

/** Where processes that share a database keep a division. */
export interface DivisionStore<T extends Division> {
  read(): Promise<T>;
  /** Stores what was made of the division with this revision; false, and nothing is changed, where another was stored since. */
  replace(division: T): Promise<boolean>;
}
