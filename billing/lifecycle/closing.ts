/** That the service is wound down. */
export interface Closing {
  readonly sinceMs: number;
  /** The owner who said so. */
  readonly by: number;
  /** From when on Stars are given back; null: not yet, and until then it can be taken back. */
  readonly refundsAtMs: number | null;
}
