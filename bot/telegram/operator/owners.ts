import type { TextStore } from '../ports.ts';

/** Who the bot belongs to. */
export interface Owners {
  /** Always the same list, brought up to date: it is handed to everybody who writes to owners. */
  readonly ids: readonly number[];
  /** What makes whoever sends it the owner: printed at the start, kept nowhere. Null once there is an owner. */
  code(): string | null;
  /** Whether the owner is one by the code, not by ADMIN_IDS. */
  isClaimed(): boolean;
  /** Makes somebody the owner. False for a wrong code, and for whoever comes second. */
  claim(telegramId: number, code: string): Promise<boolean>;
  /** Reads again who claimed it: another process of this installation may have been told. */
  look(): Promise<void>;
}

const KEY = 'owner';

/** Owners by ADMIN_IDS, which win; without them whoever claimed the bot with the code of a start. */
export async function openOwners({
  texts,
  configured,
  newCode,
}: {
  readonly texts: TextStore;
  /** ADMIN_IDS. */
  readonly configured: readonly number[];
  /** A secret nobody can guess. */
  readonly newCode: () => string;
}): Promise<Owners> {
  const ids: number[] = [...configured];
  const look = async (): Promise<void> => {
    if (ids.length > 0) return;
    const stored = await texts.read(KEY);
    if (stored !== null) ids.push(Number(stored));
  };
  await look();
  const code = newCode();
  return {
    ...{ ids, look },
    isClaimed: () => configured.length === 0 && ids.length > 0,
    code: () => (ids.length === 0 ? code : null),
    async claim(telegramId, given) {
      if (ids.length > 0 || given !== code) return false;
      const isFirst = await texts.replace(KEY, null, String(telegramId));
      await look();
      return isFirst;
    },
  };
}
