import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dumpDatabase } from '../../bot/adapters/mongo/backup/dump-database.ts';
import { finishRestore } from '../../bot/adapters/mongo/backup/finish-restore.ts';
import { restoreDatabase } from '../../bot/adapters/mongo/backup/restore-database.ts';
import { WHOLE_DATABASE } from '../../bot/adapters/mongo/backup/whole-database.ts';
import { connectMongo } from '../../engine/adapters/mongo/connect.ts';
import { soundBooks } from '../faults/real/compare-books.ts';
import { type Books, readBooks } from '../faults/real/read-books.ts';
import { buy, DRILL_SPEED, untilSettled } from '../faults/real/real-day.ts';
import type { RealProcess } from '../faults/real/real-process.ts';
import { CANDLE_MS, openRealStage, type RealStage, type StageOptions } from '../faults/real/real-stage.ts';
import { childrenCpuSeconds } from '../load/process-figures.ts';
import { fillDatabase } from './fill-database.ts';

/** What a drill took and found. Hashes that differ are no finding: the restore ends with them (restoreDatabase). */
export interface BackupDrill {
  readonly documents: number;
  readonly files: { readonly count: number; readonly mb: number };
  readonly seconds: { readonly fill: number; readonly dump: number; readonly restore: number; readonly start: number };
  /** Documents a second that the bare driver writes into the product's collections, with their indexes: what the server can. */
  readonly bareWritesPerSecond: number;
  /** Processor time of a server of ours; null where it is the caller's, or where the system does not tell. */
  readonly databaseCpuSeconds: { readonly fill: number; readonly dump: number; readonly restore: number } | null;
  /** Of this process, stand-ins included: before the dump, and the highest during dump and restore. */
  readonly rssMb: { readonly before: number; readonly peak: number };
  readonly postsBefore: number;
  readonly postsAfter: number;
  /** What was lost or is in a channel twice, in words. */
  readonly defects: readonly string[];
}

export interface BackupDrillOptions extends Omit<StageOptions, 'gate' | 'speed' | 'name'> {
  readonly documents: number;
  readonly onStep: (what: string, done: number, total: number) => void;
}

const SAMPLE_MS = 100;
/** Candles before the backup and after the restore: each of the four markets has some. */
const CANDLES = 6;

/**
 * A product that has sold and posted is stopped, its database filled up, dumped, lost and restored; then it goes on. Whatever the
 * channels have twice, or lack, is a defect.
 */
export async function runBackupDrill({ documents, onStep, ...options }: BackupDrillOptions): Promise<BackupDrill> {
  const folder = mkdtempSync(join(tmpdir(), 'backup-drill-'));
  const stage = await openRealStage({ ...options, gate: null, speed: DRILL_SPEED, name: 'backup_drill' });
  let running: RealProcess | null = null;
  try {
    running = await start(stage);
    await buy(stage);
    await candlesPass(stage);
    await stop(stage, running);
    const postsBefore = await postsIn(stage);
    const { manifest, ...figures } = await dumpLoseRestore(stage, { documents, folder, onStep });
    const startedMs = performance.now();
    running = await start(stage);
    const startSeconds = secondsSince(startedMs);
    await candlesPass(stage);
    await untilSettled(stage);
    await stop(stage, running);
    const books = await readBooks(stage);
    return {
      ...figures,
      documents: manifest.collections.reduce((sum, each) => sum + each.documents, 0),
      files: { count: readdirSync(folder).length, mb: folderMb(folder) },
      seconds: { ...figures.seconds, start: startSeconds },
      ...{ postsBefore, postsAfter: books.messages.length, defects: defectsOf(books) },
    };
  } finally {
    running?.child.kill('SIGKILL');
    await running?.ended;
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(stage: RealStage): Promise<RealProcess> {
  const running = await stage.start();
  await running.whenReady();
  stage.clock.release();
  return running;
}

/** The clock stands while the product is down. */
async function stop({ clock }: RealStage, running: RealProcess): Promise<void> {
  clock.hold();
  running.child.kill('SIGTERM');
  await running.ended;
}

async function candlesPass({ clock }: RealStage): Promise<void> {
  const endMs = clock.nowMs() + CANDLES * CANDLE_MS;
  while (clock.nowMs() < endMs) await sleep(SAMPLE_MS);
}

async function postsIn({ person }: RealStage): Promise<number> {
  const { chats } = await person.snapshot();
  return chats.filter(({ type }) => type === 'channel').reduce((sum, { messages }) => sum + messages.length, 0);
}

async function dumpLoseRestore(
  stage: RealStage,
  { documents, folder, onStep }: Pick<BackupDrillOptions, 'documents' | 'onStep'> & { readonly folder: string },
) {
  const nowMs = stage.clock.nowMs();
  const filled = await withStage(stage, (connection) =>
    fillDatabase(connection, { documents, nowMs, onBatch: (done) => onStep('fill', done, documents) }),
  );
  const memory = watchMemory();
  const dumped = await withStage(stage, (connection) =>
    dumpDatabase(connection, folder, (name, done, total) => onStep(`dump ${name}`, done, total)),
  );
  await stage.loseDatabase();
  // As with --nothing-sent-since: the product was stopped before the dump, so what waited then must still be sent, once.
  const restored = await withStage(stage, async (connection) => {
    const backup = { folder, erasures: [], isNothingSent: true };
    const manifest = await restoreDatabase(connection, backup, (name, done, total) =>
      onStep(`restore ${name}`, done, total),
    );
    await finishRestore(connection, { pseudonymsOf: () => [], nowMs });
    return manifest;
  });
  const rssMb = memory.stop();
  const [fill, dump, restore] = [filled.cpuSeconds, dumped.cpuSeconds, restored.cpuSeconds];
  return {
    ...{ manifest: restored.result, rssMb, bareWritesPerSecond: Math.round(documents / filled.seconds) },
    seconds: { fill: filled.seconds, dump: dumped.seconds, restore: restored.seconds },
    databaseCpuSeconds: fill === null || dump === null || restore === null ? null : { fill, dump, restore },
  };
}

/** Some work on the database as it is now, with what it took here and at the server. */
async function withStage<T>(
  { databaseUri, isDatabaseOurs }: RealStage,
  work: (connection: Awaited<ReturnType<typeof connectMongo>>) => Promise<T>,
): Promise<{ readonly result: T; readonly seconds: number; readonly cpuSeconds: number | null }> {
  const connection = await connectMongo(databaseUri(), WHOLE_DATABASE);
  const seesServer = isDatabaseOurs && process.platform === 'linux';
  try {
    const [startedMs, cpuBefore] = [performance.now(), seesServer ? childrenCpuSeconds() : 0];
    const result = await work(connection);
    const cpuSeconds = seesServer ? rounded(childrenCpuSeconds() - cpuBefore) : null;
    return { result, seconds: secondsSince(startedMs), cpuSeconds };
  } finally {
    await connection.close();
  }
}

function defectsOf(books: Books): readonly string[] {
  return Object.entries(soundBooks(books)).flatMap(([name, found]: [string, readonly string[]]) =>
    found.map((what) => `${name}: ${what}`),
  );
}

const rounded = (value: number): number => Math.round(value * 10) / 10;
const secondsSince = (startedMs: number): number => rounded((performance.now() - startedMs) / 1_000);

function folderMb(folder: string): number {
  const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
  return Math.round(bytes / 1e5) / 10;
}

function watchMemory(): { stop(): BackupDrill['rssMb'] } {
  const rssMb = (): number => Math.round(process.memoryUsage.rss() / 1e6);
  const before = rssMb();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, rssMb());
  }, SAMPLE_MS);
  return {
    stop() {
      clearInterval(timer);
      return { before, peak };
    },
  };
}
