import { describe, expect, it } from 'vitest';
import type { ApiKeyRecord, ApiKeyStore } from '../../billing/api-key.ts';

const RECORD: ApiKeyRecord = {
  publicId: '0123456789ab',
  secretHash: 'a'.repeat(64),
  tier: 'pro',
  telegramId: 7,
  label: 'laptop',
  createdAtMs: 1_000,
  expiresAtMs: null,
  revokedAtMs: null,
  lastUsedAtMs: null,
};

/** What every store of API keys must do. `open` gives an empty one. */
export function apiKeyStoreContract(name: string, open: () => Promise<ApiKeyStore> | ApiKeyStore): void {
  describe(`${name} as a store of API keys`, () => {
    it('finds what was inserted, and nothing else', async () => {
      const store = await open();
      await store.insert(RECORD);
      expect(await store.find(RECORD.publicId)).toEqual(RECORD);
      expect(await store.find('ffffffffffff')).toBeNull();
    });

    it('keeps the first of two with the same id', async () => {
      const store = await open();
      await store.insert(RECORD);
      await store.insert({ ...RECORD, tier: 'elite' });
      expect(await store.find(RECORD.publicId)).toEqual(RECORD);
    });

    it('lists the keys of an account, newest first, those of nobody to nobody', async () => {
      const store = await open();
      const newer = { ...RECORD, publicId: 'bbbbbbbbbbbb', createdAtMs: 2_000 };
      for (const record of [RECORD, newer, { ...RECORD, publicId: 'cccccccccccc', telegramId: null }])
        await store.insert(record);
      expect(await store.ofAccount(7)).toEqual([newer, RECORD]);
      expect(await store.ofAccount(8)).toEqual([]);
    });

    it('keeps the first time of a revocation and the last of a use', async () => {
      const store = await open();
      await store.insert(RECORD);
      await store.revoke(RECORD.publicId, 5_000);
      await store.revoke(RECORD.publicId, 6_000);
      await store.markUsed(RECORD.publicId, 9_000);
      await store.markUsed(RECORD.publicId, 8_000);
      await store.markUsed('ffffffffffff', 8_000);
      expect(await store.find(RECORD.publicId)).toEqual({ ...RECORD, revokedAtMs: 5_000, lastUsedAtMs: 9_000 });
    });
  });
}
