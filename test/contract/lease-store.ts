import { describe, expect, it } from 'vitest';
import type { LeaseStore } from '../../bot/lease-store.ts';

const LENGTH_MS = 15_000;
const request = (name: string, holder: string, nowMs: number) => ({ name, holder, nowMs, lengthMs: LENGTH_MS });

/** What every store of leases promises. */
export function leaseStoreContract(name: string, open: () => LeaseStore): void {
  describe(`a lease in ${name}`, () => {
    it('is given to one of many that ask at once', async () => {
      const asked = Array.from({ length: 20 }, (_, index) => open().take(request('race', `p${index}`, 1_000)));
      const tokens = (await Promise.all(asked)).filter((token) => token !== null);
      expect(tokens).toEqual([1]);
    });

    it('is kept by renewing, and taken by another with a higher token once it has run out', async () => {
      const leases = open();
      expect(await leases.take(request('renewed', 'a', 0))).toBe(1);
      expect(await leases.take(request('renewed', 'b', LENGTH_MS - 1))).toBeNull();
      expect(await leases.renew({ ...request('renewed', 'a', LENGTH_MS - 1), token: 1 })).toBe(true);
      expect(await leases.take(request('renewed', 'b', LENGTH_MS + 1))).toBeNull();
      expect(await leases.take(request('renewed', 'b', 2 * LENGTH_MS))).toBe(2);
      expect(await leases.renew({ ...request('renewed', 'a', 2 * LENGTH_MS + 1), token: 1 })).toBe(false);
    });

    it('is not renewed after its end, even where nobody took it', async () => {
      const leases = open();
      await leases.take(request('late', 'a', 0));
      expect(await leases.renew({ ...request('late', 'a', LENGTH_MS), token: 1 })).toBe(false);
      expect(await leases.take(request('late', 'a', LENGTH_MS))).toBe(2);
    });

    it('is taken again at once by its own holder after a restart, and the old token is worth nothing', async () => {
      const leases = open();
      await leases.take(request('restart', 'a', 0));
      expect(await leases.take(request('restart', 'a', 1))).toBe(2);
      expect(await leases.renew({ ...request('restart', 'a', 2), token: 1 })).toBe(false);
    });

    it('is free after its release, which a holder of the past cannot do', async () => {
      const leases = open();
      await leases.take(request('released', 'a', 0));
      await leases.release({ name: 'released', token: 7 });
      expect(await leases.take(request('released', 'b', 1))).toBeNull();
      await leases.release({ name: 'released', token: 1 });
      expect(await leases.take(request('released', 'b', 1))).toBe(2);
    });
  });
}
