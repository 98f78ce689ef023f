/** One lease as it was taken. */
export interface LeaseRequest {
  readonly name: string;
  readonly holder: string;
  /** The machine's time: the store compares it with the end that the last holder wrote. */
  readonly nowMs: number;
  readonly lengthMs: number;
}

/** Leases that processes share. Each taking gives a higher token, so that a former holder is recognised (fencing). */
export interface LeaseStore {
  /** The new fencing token; null while somebody else holds it. A holder that comes again (a restart) takes its own at once. */
  take(request: LeaseRequest): Promise<number | null>;
  /** Prolongs a lease that is still held under this token; false when it has run out or another has taken it. */
  renew(request: LeaseRequest & { readonly token: number }): Promise<boolean>;
  /** Lets others take it at once; changes nothing when it is no longer held under this token. */
  release(lease: { readonly name: string; readonly token: number }): Promise<void>;
}
