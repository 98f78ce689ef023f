/** taken: this process leads from now on. lost: another does, or the database was away too long. released: at an orderly stop. */
export type LeaseEvent = { readonly type: 'lease'; readonly name: string } & (
  | { readonly what: 'taken'; readonly token: number }
  | { readonly what: 'lost' | 'released' | 'waiting' }
);

/** What this process walks from now on: of how many series, and among how many processes. */
export interface SharesEvent {
  readonly type: 'shards';
  readonly held: number;
  readonly series: number;
  readonly engines: number;
}

/** What this process may send a second from now on of what the token may, and among how many processes. */
export interface SendShareEvent {
  readonly type: 'send-share';
  readonly sends: number;
  readonly processes: number;
}
