import { billingIndexes } from '../../billing/adapters/mongo/indexes.ts';
import type { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { ENGINE_INDEXES } from '../../engine/adapters/mongo/indexes.ts';
import { keepNothingUnique, type ShardedCollection, shardedCollections } from '../../engine/adapters/mongo/sharding.ts';
import { servingModel, staleReason } from '../../engine/serving/model-selection.ts';
import { newestWindow } from '../../engine/walk/feed.ts';
import { readUnfinishedRestore } from '../adapters/mongo/backup/unfinished-restore.ts';
import { botIndexes } from '../adapters/mongo/indexes.ts';
import type { Config } from '../config.ts';
import type { DatabaseWatch } from '../database/database-watch.ts';
import type { HealthProbe } from '../http/dependencies.ts';
import type { Operations } from '../telegram/operations.ts';
import { ENGLISH } from '../texts/language.ts';
import type { Environment } from './environment.ts';
import { databaseGaps } from './migrate-database.ts';
import type { Product } from './product/product.ts';

const { plain } = ENGLISH;

/** Indexes that were all there are looked at again after this time; missing ones sooner, somebody is bringing them back. */
const INDEXES_KEPT_MS = 60_000;
const MISSING_KEPT_MS = 5_000;

export interface ReadinessDependencies {
  readonly config: Config;
  readonly environment: Environment;
  readonly product: Pick<Product, 'models' | 'walk'>;
  readonly database: DatabaseWatch;
  readonly connection: Awaited<ReturnType<typeof connectMongo>>;
}

/** What the probes find now. */
export async function checksOf(probes: readonly HealthProbe[]): ReturnType<Operations['checks']> {
  return await Promise.all(probes.map(async ({ name, check }) => ({ name, ...(await check()) })));
}

/** What must hold for this process to do its work: database, indexes, secrets, models. Asks neither venues nor Telegram. */
export function readinessOf({
  config,
  environment,
  product,
  database,
  connection,
}: ReadinessDependencies): HealthProbe[] {
  return [
    {
      name: 'database',
      check: async () => ({ ok: await database.answers(), say: database.describe() }),
    },
    indexProbe({
      answers: database.answers,
      missing: () => databaseGaps(connection),
      wallNowMs: () => performance.now(),
    }),
    restoreProbe({
      answers: database.answers,
      isUnfinished: async () => (await readUnfinishedRestore(connection)) !== null,
    }),
    shardingProbe({
      answers: database.answers,
      sharded: () => shardedCollections(connection),
      wallNowMs: () => performance.now(),
    }),
    { name: 'secrets', check: async () => secretsCheck(config) },
    { name: 'models', check: async () => modelsCheck(environment, product) },
  ];
}

/** Whether the indexes are there that keep anything from being written twice. Cheap: what was found is kept for a while. */
export function indexProbe(deps: {
  readonly answers: () => Promise<boolean>;
  readonly missing: () => Promise<readonly string[]>;
  readonly wallNowMs: () => number;
}): HealthProbe {
  let kept: { readonly missing: readonly string[]; readonly atMs: number } | null = null;
  return {
    name: 'indexes',
    async check() {
      const maxAgeMs = kept?.missing.length === 0 ? INDEXES_KEPT_MS : MISSING_KEPT_MS;
      if (kept === null || deps.wallNowMs() - kept.atMs >= maxAgeMs) {
        if (!(await deps.answers())) return { ok: false, say: plain('probe-indexes-unknown') };
        kept = { missing: await deps.missing(), atMs: deps.wallNowMs() };
      }
      const { missing } = kept;
      if (missing.length === 0) return { ok: true, say: plain('probe-all-there') };
      return { ok: false, say: plain('probe-indexes-missing', { names: missing.join(', ') }) };
    },
  };
}

/** Whether nobody restores the database under the product: one that was not finished posts twice, and knows people who were forgotten. */
export function restoreProbe(deps: {
  readonly answers: () => Promise<boolean>;
  readonly isUnfinished: () => Promise<boolean>;
}): HealthProbe {
  return {
    name: 'restore',
    async check() {
      if (!(await deps.answers())) return { ok: false, say: plain('probe-indexes-unknown') };
      return (await deps.isUnfinished())
        ? { ok: false, say: plain('probe-restore-unfinished') }
        : { ok: true, say: plain('probe-restore') };
    },
  };
}

/**
 * Whether a sharded cluster, if it is one, keeps ids unique: everything that must happen once rests on them. A collection is sharded by
 * a person, so the answer is kept for a while.
 */
export function shardingProbe(deps: {
  readonly answers: () => Promise<boolean>;
  readonly sharded: () => Promise<readonly ShardedCollection[] | null>;
  readonly wallNowMs: () => number;
}): HealthProbe {
  let kept: { readonly wrong: readonly string[] | null; readonly atMs: number } | null = null;
  return {
    name: 'sharding',
    async check() {
      if (kept === null || deps.wallNowMs() - kept.atMs >= INDEXES_KEPT_MS) {
        if (!(await deps.answers())) return { ok: false, say: plain('probe-indexes-unknown') };
        const sharded = await deps.sharded();
        const indexes = [...ENGINE_INDEXES, ...billingIndexes(), ...botIndexes()];
        kept = { wrong: sharded === null ? null : keepNothingUnique(sharded, indexes), atMs: deps.wallNowMs() };
      }
      const { wrong } = kept;
      if (wrong === null) return { ok: true, say: plain('probe-sharding-unknown') };
      if (wrong.length === 0) return { ok: true, say: plain('probe-sharding') };
      return { ok: false, say: plain('probe-sharding-wrong', { names: wrong.join('; ') }) };
    },
  };
}

/** Names the secrets that this way of running needs and does not have. */
export function secretsCheck(config: Pick<Config, 'telegram' | 'publicUrl' | 'webhookSecret'>): {
  readonly ok: boolean;
  readonly say: string;
} {
  if (config.telegram === null) return { ok: true, say: plain('probe-no-secrets') };
  const missing = [
    config.telegram.token === '' ? 'TELEGRAM_BOT_TOKEN' : null,
    config.publicUrl !== null && config.webhookSecret === null ? 'TELEGRAM_WEBHOOK_SECRET' : null,
  ].filter((name) => name !== null);
  if (missing.length === 0) return { ok: true, say: plain('probe-all-there') };
  return { ok: false, say: plain('probe-missing', { names: missing.join(', ') }) };
}

function modelsCheck(
  { series, clock }: Environment,
  { models, walk }: Pick<Product, 'models' | 'walk'>,
): { readonly ok: boolean; readonly say: string } {
  const nowMs = clock.nowMs();
  // One that is silent for a stated reason, such as a damaged model, is reported to the operator: the others go on.
  const without = series.filter(
    (each) => servingModel(models, each) === null && staleReason(models, each, nowMs) === null,
  );
  return {
    // A market whose venue has given no candles yet has nothing to learn from: readiness does not depend on venues.
    ok: without.every((each) => (newestWindow(walk.feed, each)?.length ?? 0) === 0),
    say:
      without.length === 0
        ? plain('probe-models')
        : plain('probe-models-missing', { names: without.map((each) => each.symbol).join(', ') }),
  };
}
