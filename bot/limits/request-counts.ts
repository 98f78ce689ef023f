/** Requests of one subject in the minute and the UTC day of a moment, by whichever process answered them. */
export interface RequestsUsed {
  readonly inMinute: number;
  readonly inDay: number;
}

/** Requests of the HTTP API, counted where a restart does not forget them and all processes see them. */
export interface RequestCounts {
  /** Adds so many (negative: they were none) at a moment of wall time; how many there are then. */
  add(subject: string, requests: number, atMs: number): Promise<RequestsUsed>;
}
