import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

const TOKEN = /^[\w-]{48}$/;
const NONCE_BYTES = 8;
const TAG_BYTES = 16;

/**
 * A link's word about who presses it: sealed (AES-256-GCM), so that neither a log nor the next owner of the address reads an account in it.
 * nonce: 16 hex digits of chance.
 */
export function sealClickToken(
  secret: string,
  { telegramId, untilMs, nonce }: { readonly telegramId: number; readonly untilMs: number; readonly nonce: string },
): string {
  const salt = Buffer.from(nonce, 'hex');
  if (salt.length !== NONCE_BYTES) throw new Error(`expected ${NONCE_BYTES * 2} hex digits, was ${nonce.length}`);
  const inside = Buffer.alloc(12);
  inside.writeBigUInt64BE(BigInt(telegramId));
  inside.writeUInt32BE(Math.floor(untilMs / 1_000), 8);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), ivOf(salt));
  return Buffer.concat([salt, cipher.update(inside), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

/** Whose token it is; null for one that is not ours, was changed, or is too old. nowMs is the machines' time. */
export function openClickToken(secret: string, token: string, nowMs: number): number | null {
  if (!TOKEN.test(token)) return null;
  const bytes = Buffer.from(token, 'base64url');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), ivOf(bytes.subarray(0, NONCE_BYTES)));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const inside = Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
    return inside.readUInt32BE(8) * 1_000 < nowMs ? null : Number(inside.readBigUInt64BE());
  } catch {
    // The tag does not fit: made up, changed, or sealed with another secret.
    return null;
  }
}

function keyOf(secret: string): Buffer {
  return createHash('sha256').update('partner-click:').update(secret).digest();
}

function ivOf(salt: Buffer): Buffer {
  return Buffer.concat([salt, Buffer.alloc(12 - NONCE_BYTES)]);
}
