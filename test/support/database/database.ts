import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import type { Connection } from 'mongoose';
import { inject } from 'vitest';
import { connectMongo } from '../../../engine/adapters/mongo/connect.ts';

export interface TestDatabase {
  readonly uri: string;
  readonly connection: Connection;
  /** Drops the database and closes the connection. */
  drop(): Promise<void>;
}

/** A database of its own, empty, on the run's one server (global-setup.ts). Call it once per file, drop it afterwards. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const uri = withDatabase(await askForServer(inject('databasePort')), `test_${randomBytes(6).toString('hex')}`);
  const connection = await connectMongo(uri);
  return {
    uri,
    connection,
    drop: async () => {
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

/** "mongodb://host:1/anything?x=y" with another database name. */
function withDatabase(uri: string, name: string): string {
  const match = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/s.exec(uri);
  if (match === null) throw new Error('expected a MongoDB address like mongodb://host:port/name');
  return `${match[1]}/${name}${match[2] ?? ''}`;
}

function askForServer(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    connect({ host: '127.0.0.1', port })
      .on('data', (chunk) => {
        text += chunk.toString('utf8');
      })
      .once('error', reject)
      .once('end', () => {
        const answer: unknown = JSON.parse(text);
        if (typeof answer === 'object' && answer !== null && 'uri' in answer && typeof answer.uri === 'string')
          resolve(answer.uri);
        else reject(new Error(`no test database: ${text}`));
      });
  });
}
