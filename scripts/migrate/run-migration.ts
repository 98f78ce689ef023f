import { WHOLE_DATABASE } from '../../bot/adapters/mongo/backup/whole-database.ts';
import { migrateDatabase } from '../../bot/process/migrate-database.ts';
import { withDatabase } from '../market-files/open-candles.ts';

/** Migrates the database of this installation. The server answers once an index is built, which takes minutes in a large collection. */
export function runMigration(migrate = migrateDatabase): ReturnType<typeof migrateDatabase> {
  return withDatabase(migrate, WHOLE_DATABASE);
}
