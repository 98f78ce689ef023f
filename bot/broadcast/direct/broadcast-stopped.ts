import type { DirectResult } from './ports.ts';

/** How messages end whose broadcast an operator stopped before they were claimed. */
export function broadcastStopped(atMs: number) {
  return { type: 'stopped', atMs, error: 'broadcast/stopped' } as const satisfies DirectResult;
}
