import type { DatabaseKind } from './find-database.ts';

const NAMES: Readonly<Record<DatabaseKind, string>> = {
  given: "the operator's MongoDB",
  mongod: 'a MongoDB of its own, kept over restarts',
  'downloaded-mongod': 'a MongoDB of its own, kept over restarts',
  secantusdb: 'SecantusDB, a small stand-in for MongoDB, kept over restarts',
};

/** What visitors of the start page are told of the database: neither its address nor where its files lie. */
export function databaseName(kind: DatabaseKind): string {
  return NAMES[kind];
}
