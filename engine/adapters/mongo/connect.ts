import { type Connection, Mongoose } from 'mongoose';

/** A command that has no answer for so long has failed. */
const ANSWER_MS = 60_000;
/** Connections that a process opens at most, when it needs them. */
export const MOST_CONNECTIONS = 20;

const OPTIONS = {
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  maxPoolSize: MOST_CONNECTIONS,
  readPreference: 'primary',
  readConcern: { level: 'majority' },
  // journal: without it a mongod that is no replica set acknowledges a write before its log is on disk.
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 10_000 },
  autoIndex: false,
  autoCreate: false,
  // A command sent while the server is away fails within the selection timeout instead of waiting in a queue.
  bufferCommands: false,
} as const;

/**
 * A connection to MongoDB, ready for use, with this house's rules: majority writes, filters checked against the schema,
 * operators in filter values refused unless marked as ours, no index built behind anybody's back.
 * Throws within about five seconds when no server answers. `answerMs`: for commands that read or write a database as a whole;
 * `isMonitored`: the driver emits its commands, for traces.
 */
export async function connectMongo(
  uri: string,
  { answerMs = ANSWER_MS, isMonitored = false } = {},
): Promise<Connection> {
  // An instance of its own: settings do not leak into another user of the package in this process.
  const mongoose = new Mongoose({ strictQuery: 'throw', sanitizeFilter: true, autoIndex: false, autoCreate: false });
  const connection = mongoose.createConnection(uri, {
    ...OPTIONS,
    // DocumentDB knows no writes that are repeated by the driver: its address says so, and what is written twice here is told by its id.
    retryWrites: !/[?&]retryWrites=false(?:&|$)/.test(uri),
    socketTimeoutMS: answerMs,
    monitorCommands: isMonitored,
  });
  try {
    return await connection.asPromise();
  } catch (error) {
    await connection.destroy().catch(() => {});
    throw new Error(`MongoDB did not answer: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** Whether an error is the refusal of a second document with the same unique key. */
export function isDuplicateKey(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 11000;
}
