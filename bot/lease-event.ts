/** taken: this process leads from now on. lost: another does, or the database was away too long. released: at an orderly stop. */
export type LeaseEvent = { readonly type: 'lease'; readonly name: string } & (
  | { readonly what: 'taken'; readonly token: number }
  | { readonly what: 'lost' | 'released' | 'waiting' }
);
