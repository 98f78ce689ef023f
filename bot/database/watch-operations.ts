/** One operation of the database as its connection saw it: how long it waited for one, and how long it held it. */
export interface DatabaseOperation {
  readonly waitedMs: number;
  readonly heldMs: number;
}

interface PoolEvent {
  readonly address: string;
  readonly connectionId: number | '<monitor>';
}

/** The driver's monitoring of its pool, as far as it is used here. */
export interface PoolMonitor {
  on(event: 'connectionCheckedOut', listener: (event: PoolEvent & { readonly durationMS: number }) => void): unknown;
  on(event: 'connectionCheckedIn', listener: (event: PoolEvent) => void): unknown;
}

export interface WatchOperationsOptions {
  /** Milliseconds that only grow. */
  readonly wallNowMs: () => number;
  readonly onOperation: (operation: DatabaseOperation) => void;
}

/**
 * Reports each operation at its end. Past the monitoring of commands, which decodes every answer a second time: an operation holds a
 * connection from its request to its answer, and a cursor does so for each batch.
 */
export function watchOperations(monitor: PoolMonitor, { wallNowMs, onOperation }: WatchOperationsOptions): void {
  const held = new Map<string, { readonly sinceMs: number; readonly waitedMs: number }>();
  const keyOf = ({ address, connectionId }: PoolEvent): string => `${address} ${connectionId}`;
  monitor.on('connectionCheckedOut', (event) => {
    held.set(keyOf(event), { sinceMs: wallNowMs(), waitedMs: event.durationMS });
  });
  monitor.on('connectionCheckedIn', (event) => {
    const key = keyOf(event);
    const began = held.get(key);
    held.delete(key);
    if (began !== undefined) onOperation({ waitedMs: began.waitedMs, heldMs: wallNowMs() - began.sinceMs });
  });
}
