/** What was wrong with the rows of one answer and what was done about it. */
export interface RowFinding {
  readonly type: 'duplicate' | 'conflict' | 'off-grid' | 'unsound' | 'volume-unknown' | 'gap';
  readonly openTimeMs: number;
  /** In words, with what was expected and what came. */
  readonly say: string;
}
