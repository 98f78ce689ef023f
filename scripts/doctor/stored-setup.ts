import { mapTiers, TIERS, type Tier } from '../../billing/tiers.ts';
import { createSeenChannels } from '../../bot/adapters/mongo/seen-channels.ts';
import { createMongoTextStore } from '../../bot/adapters/mongo/text-store.ts';
import type { Config } from '../../bot/config.ts';
import { openOwners } from '../../bot/telegram/operator/owners.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';

/** Channels and owners as the product has them: settings win over what was chosen in the chat. */
export interface StoredSetup {
  readonly channels: Readonly<Record<Tier, number | null>>;
  readonly adminIds: readonly number[];
}

/** Reads what was set up in the chat beside the settings; those alone where the database cannot be read, which another check says. */
export async function readStoredSetup({
  mongodbUri,
  channels,
  adminIds,
}: Pick<Config, 'mongodbUri' | 'channels' | 'adminIds'>): Promise<StoredSetup> {
  const bySettings = { channels, adminIds };
  if (mongodbUri === null) return bySettings;
  const connection = await connectMongo(mongodbUri).catch(() => null);
  if (connection === null) return bySettings;
  try {
    const texts = createMongoTextStore(connection, 'telegram_setup');
    const seen = createSeenChannels(texts);
    const chosen = new Map<Tier, number | null>();
    for (const tier of TIERS) chosen.set(tier, channels[tier] ?? (await seen.chosen(tier)));
    // The code is nobody's: the doctor changes nothing.
    const owners = await openOwners({ texts, configured: adminIds, newCode: () => '' });
    return { channels: mapTiers((tier) => chosen.get(tier) ?? null), adminIds: owners.ids };
  } catch {
    return bySettings;
  } finally {
    await connection.close();
  }
}
