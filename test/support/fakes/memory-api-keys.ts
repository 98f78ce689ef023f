import type { ApiKeyRecord, ApiKeyStore } from '../../../billing/api-key.ts';

/** API keys in memory, as the contract suite asks of the MongoDB ones. */
export function createMemoryApiKeyStore(): ApiKeyStore {
  const records = new Map<string, ApiKeyRecord>();
  const change = (publicId: string, changed: (record: ApiKeyRecord) => ApiKeyRecord): void => {
    const record = records.get(publicId);
    if (record !== undefined) records.set(publicId, changed(record));
  };
  return {
    async insert(record) {
      if (!records.has(record.publicId)) records.set(record.publicId, record);
    },
    find: async (publicId) => records.get(publicId) ?? null,
    ofAccount: async (telegramId) =>
      [...records.values()]
        .filter((record) => record.telegramId === telegramId)
        .sort((a, b) => b.createdAtMs - a.createdAtMs),
    async revoke(publicId, nowMs) {
      change(publicId, (record) => ({ ...record, revokedAtMs: record.revokedAtMs ?? nowMs }));
    },
    async markUsed(publicId, nowMs) {
      change(publicId, (record) => ({ ...record, lastUsedAtMs: Math.max(record.lastUsedAtMs ?? 0, nowMs) }));
    },
  };
}
