import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { TIERS, type Tier } from './tiers.ts';

/** A key as it is stored: never the secret, only its SHA-256. */
export interface ApiKeyRecord {
  /** 12 hex digits, part of the key's text; may be shown and logged. */
  readonly publicId: string;
  /** SHA-256 of the key's secret part, hex. */
  readonly secretHash: string;
  /** Rights of a key that belongs to nobody in particular (demo, operator); an account's key follows its plan. */
  readonly tier: Tier;
  /** The owner's Telegram id, null for demo and operator keys. */
  readonly telegramId: number | null;
  readonly label: string;
  readonly createdAtMs: number;
  /** Null: until revoked. */
  readonly expiresAtMs: number | null;
  readonly revokedAtMs: number | null;
  readonly lastUsedAtMs: number | null;
}

/** Keys at rest, unique by publicId. */
export interface ApiKeyStore {
  /** Inserts; a repeat with the same publicId changes nothing. */
  insert(record: ApiKeyRecord): Promise<void>;
  find(publicId: string): Promise<ApiKeyRecord | null>;
  /** Keys of an account, newest first, revoked ones included. */
  ofAccount(telegramId: number): Promise<readonly ApiKeyRecord[]>;
  revoke(publicId: string, nowMs: number): Promise<void>;
  markUsed(publicId: string, nowMs: number): Promise<void>;
}

/** Whether a text is a key that counts now. A valid one carries the tier it has rights of; `reason` says why another has none. */
export type ApiKeyVerdict =
  | { readonly type: 'valid'; readonly publicId: string; readonly tier: Tier }
  | { readonly type: 'invalid'; readonly reason: 'malformed' | 'unknown' | 'expired' | 'revoked' };

/** What came of asking for a key. */
export type ApiKeyIssue =
  /** `key` is shown once and cannot be had again. */
  | { readonly type: 'issued'; readonly key: string; readonly record: ApiKeyRecord }
  /** An account has two live keys at most: enough to change from one to the other. */
  | { readonly type: 'refused'; readonly reason: 'two-live-keys'; readonly live: readonly ApiKeyRecord[] };

/** What a new key is asked for. telegramId is its owner, null for demo and operator keys; expiresAtMs null: until revoked. */
export interface ApiKeyOrder {
  readonly telegramId: number | null;
  readonly tier: Tier;
  readonly label: string;
  readonly expiresAtMs: number | null;
}

/** What the API asks of keys: whether this text is one, and whose rights it carries. */
export interface ApiKeyVerifier {
  verify(text: string, nowMs: number): Promise<ApiKeyVerdict>;
}

/** Keys from their issue to their end. Every moment is an argument, in ms; errors are those of the store. */
export interface ApiKeys extends ApiKeyVerifier {
  issue(order: ApiKeyOrder, nowMs: number): Promise<ApiKeyIssue>;
  revoke(publicId: string, nowMs: number): Promise<void>;
  /** The keys of an account that count now, newest first. */
  live(telegramId: number, nowMs: number): Promise<readonly ApiKeyRecord[]>;
  /**
   * One key per tier, derived from `seed`: the same seed gives the same keys after a restart. For the sandbox only; the seed
   * must be a secret wherever strangers can reach the API.
   */
  ensureDemoKeys(seed: string, nowMs: number): Promise<readonly DemoKey[]>;
}

/** A key that the sandbox shows to everybody, as text. */
export interface DemoKey {
  readonly tier: Tier;
  readonly key: string;
}

/** What createApiKeys works with. */
export interface ApiKeysDependencies {
  readonly store: ApiKeyStore;
  /** Cryptographic randomness, as node:crypto's. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** The tier an account is entitled to now; absent: every key keeps the tier it was issued with. */
  readonly entitledTier?: (telegramId: number, nowMs: number) => Promise<Tier>;
}

const SECRET_BYTES = 32;
const PUBLIC_ID_BYTES = 6;
const LIVE_KEYS_PER_ACCOUNT = 2;
const LAST_USED_STEP_MS = 60_000;
const KEY_FORM = /^an_([0-9a-f]{12})_([A-Za-z0-9_-]{43})$/;

/** The two parts of a key's text "an_<12 hex>_<43 base64url>", or null when it does not have that form. */
export function parseApiKey(text: string): { readonly publicId: string; readonly secret: string } | null {
  const [, publicId, secret] = KEY_FORM.exec(text) ?? [];
  return publicId === undefined || secret === undefined ? null : { publicId, secret };
}

/** Issuing, checking and revoking of API keys: 256 random bits, stored as SHA-256, compared in constant time. */
export function createApiKeys({ store, randomBytes: drawBytes, entitledTier }: ApiKeysDependencies): ApiKeys {
  const tierOf = async (record: ApiKeyRecord, nowMs: number): Promise<Tier> =>
    record.telegramId === null || entitledTier === undefined ? record.tier : entitledTier(record.telegramId, nowMs);
  const live = async (telegramId: number, nowMs: number): Promise<readonly ApiKeyRecord[]> =>
    (await store.ofAccount(telegramId)).filter((record) => isLive(record, nowMs));
  return {
    async verify(text, nowMs) {
      const parsed = parseApiKey(text);
      if (parsed === null) return { type: 'invalid', reason: 'malformed' };
      const record = await store.find(parsed.publicId);
      if (record === null || !sameHash(record.secretHash, hashSecret(parsed.secret))) {
        return { type: 'invalid', reason: 'unknown' };
      }
      if (record.revokedAtMs !== null) return { type: 'invalid', reason: 'revoked' };
      if (!isLive(record, nowMs)) return { type: 'invalid', reason: 'expired' };
      // Once a minute is enough for "last used", and spares a write for each request.
      if (record.lastUsedAtMs === null || nowMs - record.lastUsedAtMs >= LAST_USED_STEP_MS) {
        await store.markUsed(record.publicId, nowMs);
      }
      return { type: 'valid', publicId: record.publicId, tier: await tierOf(record, nowMs) };
    },
    live,
    async issue(order, nowMs) {
      const owned = order.telegramId === null ? [] : await live(order.telegramId, nowMs);
      if (owned.length >= LIVE_KEYS_PER_ACCOUNT) return { type: 'refused', reason: 'two-live-keys', live: owned };
      const minted = mintKey(drawBytes(PUBLIC_ID_BYTES), drawBytes(SECRET_BYTES));
      const record = recordOf(minted, order, nowMs);
      await store.insert(record);
      return { type: 'issued', key: minted.text, record };
    },
    revoke: (publicId, nowMs) => store.revoke(publicId, nowMs),
    async ensureDemoKeys(seed, nowMs) {
      const keys = TIERS.map((tier) => {
        const bytes = (part: string): Uint8Array => createHmac('sha256', seed).update(`demo ${part} ${tier}`).digest();
        return { tier, minted: mintKey(bytes('id').subarray(0, PUBLIC_ID_BYTES), bytes('secret')) };
      });
      for (const { tier, minted } of keys) {
        await store.insert(recordOf(minted, { telegramId: null, tier, label: 'demo', expiresAtMs: null }, nowMs));
      }
      return keys.map(({ tier, minted }) => ({ tier, key: minted.text }));
    },
  };
}

interface MintedKey {
  readonly text: string;
  readonly publicId: string;
  readonly secretHash: string;
}

function mintKey(idBytes: Uint8Array, secretBytes: Uint8Array): MintedKey {
  if (idBytes.length !== PUBLIC_ID_BYTES || secretBytes.length !== SECRET_BYTES) {
    throw new RangeError(
      `expected ${PUBLIC_ID_BYTES} and ${SECRET_BYTES} bytes, was ${idBytes.length} and ${secretBytes.length}`,
    );
  }
  const publicId = Buffer.from(idBytes).toString('hex');
  const secret = Buffer.from(secretBytes).toString('base64url');
  return { text: `an_${publicId}_${secret}`, publicId, secretHash: hashSecret(secret) };
}

function recordOf(minted: MintedKey, order: ApiKeyOrder, nowMs: number): ApiKeyRecord {
  const { publicId, secretHash } = minted;
  return { publicId, secretHash, ...order, createdAtMs: nowMs, revokedAtMs: null, lastUsedAtMs: null };
}

function isLive(record: ApiKeyRecord, nowMs: number): boolean {
  return record.revokedAtMs === null && (record.expiresAtMs === null || nowMs < record.expiresAtMs);
}

function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

function sameHash(stored: string, given: string): boolean {
  const left = Buffer.from(stored, 'hex');
  const right = Buffer.from(given, 'hex');
  return left.length === right.length && timingSafeEqual(left, right);
}
