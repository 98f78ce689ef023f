import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createApiKeys, parseApiKey } from '../../billing/api-key.ts';
import { createMemoryApiKeyStore } from '../support/fakes/memory-api-keys.ts';

const NOW_MS = Date.UTC(2025, 0, 15);
const ORDER = { telegramId: 7, tier: 'pro', label: 'laptop', expiresAtMs: null } as const;

/** Bytes that differ at each call and are the same in each test. */
function countingBytes(): (count: number) => Uint8Array {
  let next = 0;
  return (count) => Uint8Array.from({ length: count }, () => (next = (next * 31 + 17) % 251));
}

function keys(entitledTier?: () => Promise<'free' | 'pro'>) {
  const store = createMemoryApiKeyStore();
  const shared = { store, randomBytes: countingBytes() };
  return { store, keys: createApiKeys(entitledTier === undefined ? shared : { ...shared, entitledTier }) };
}

async function issued(
  from: ReturnType<typeof createApiKeys>,
  order: Parameters<typeof from.issue>[0] = ORDER,
): Promise<string> {
  const issue = await from.issue(order, NOW_MS);
  if (issue.type !== 'issued') throw new Error(`expected a key, was ${issue.reason}`);
  return issue.key;
}

describe('API keys', () => {
  it('carry 256 bits and are stored as a hash only', async () => {
    const { store, keys: apiKeys } = keys();
    const key = await issued(apiKeys);
    const parsed = parseApiKey(key);
    expect(Buffer.from(parsed?.secret ?? '', 'base64url')).toHaveLength(32);
    const record = await store.find(parsed?.publicId ?? '');
    expect(record).toMatchObject({ tier: 'pro', telegramId: 7, label: 'laptop' });
    expect(JSON.stringify(record)).not.toContain(parsed?.secret);
    expect(record?.secretHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('are valid until they expire or are revoked', async () => {
    const { keys: apiKeys } = keys();
    const key = await issued(apiKeys, { ...ORDER, expiresAtMs: NOW_MS + 1_000 });
    expect(await apiKeys.verify(key, NOW_MS + 999)).toMatchObject({ type: 'valid', tier: 'pro' });
    expect(await apiKeys.verify(key, NOW_MS + 1_000)).toEqual({ type: 'invalid', reason: 'expired' });
    await apiKeys.revoke(parseApiKey(key)?.publicId ?? '', NOW_MS);
    expect(await apiKeys.verify(key, NOW_MS)).toEqual({ type: 'invalid', reason: 'revoked' });
  });

  it('are told apart by every character of the secret', async () => {
    const { keys: apiKeys } = keys();
    const key = await issued(apiKeys);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 16, max: key.length - 1 }),
        fc.constantFrom(...'AZaz09_-'),
        async (at, letter) => {
          fc.pre(key[at] !== letter);
          const other = key.slice(0, at) + letter + key.slice(at + 1);
          expect(await apiKeys.verify(other, NOW_MS)).toEqual({ type: 'invalid', reason: 'unknown' });
        },
      ),
    );
  });

  it.each([
    '',
    'an_',
    'nonsense',
    `an_${'0'.repeat(12)}_short`,
    `AN_${'0'.repeat(12)}_${'A'.repeat(43)}`,
    `an_${'0'.repeat(12)}_${'A'.repeat(43)} `,
  ])('do not look like "%s"', async (text) => {
    expect(await keys().keys.verify(text, NOW_MS)).toEqual({ type: 'invalid', reason: 'malformed' });
  });

  it('are two for an account at most, so that one can be changed for another', async () => {
    const { keys: apiKeys } = keys();
    const first = await issued(apiKeys);
    await issued(apiKeys);
    expect(await apiKeys.issue(ORDER, NOW_MS)).toMatchObject({
      type: 'refused',
      reason: 'two-live-keys',
      live: [{}, {}],
    });
    await apiKeys.revoke(parseApiKey(first)?.publicId ?? '', NOW_MS);
    await issued(apiKeys);
    await issued(apiKeys, { ...ORDER, telegramId: 8 });
  });

  it('follow their owner’s plan where there is one to ask', async () => {
    let tier: 'free' | 'pro' = 'pro';
    const { keys: apiKeys } = keys(async () => tier);
    const owned = await issued(apiKeys);
    const [, , elite] = await apiKeys.ensureDemoKeys('seed', NOW_MS);
    tier = 'free';
    expect(await apiKeys.verify(owned, NOW_MS)).toMatchObject({ tier: 'free' });
    expect(await apiKeys.verify(elite?.key ?? '', NOW_MS)).toMatchObject({ tier: 'elite' });
  });

  it('for the demo are the same after a restart, others for another seed', async () => {
    const first = await keys().keys.ensureDemoKeys('seed', NOW_MS);
    const { keys: apiKeys } = keys();
    expect(await apiKeys.ensureDemoKeys('seed', NOW_MS)).toEqual(first);
    expect(await apiKeys.ensureDemoKeys('seed', NOW_MS + 1)).toEqual(first);
    expect(first.map(({ tier }) => tier)).toEqual(['free', 'pro', 'elite']);
    expect(
      (await keys().keys.ensureDemoKeys('other', NOW_MS)).some(({ key }) => first.some((one) => one.key === key)),
    ).toBe(false);
    for (const { tier, key } of first) expect(await apiKeys.verify(key, NOW_MS)).toMatchObject({ type: 'valid', tier });
  });

  it('note their last use once a minute', async () => {
    const { store, keys: apiKeys } = keys();
    const key = await issued(apiKeys);
    const lastUse = async () => (await store.find(parseApiKey(key)?.publicId ?? ''))?.lastUsedAtMs;
    for (const [afterMs, noted] of [
      [0, 0],
      [59_999, 0],
      [60_000, 60_000],
    ] as const) {
      await apiKeys.verify(key, NOW_MS + afterMs);
      expect(await lastUse()).toBe(NOW_MS + noted);
    }
  });
});
