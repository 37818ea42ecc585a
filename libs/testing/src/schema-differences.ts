import { connectionOptions, migrate, type DatabaseParts } from '@entente/nest-platform';
import { DataSource } from 'typeorm';
import { testDatabase } from './test-database.js';

/**
 * Runs every migration on an empty database and gives the statements that TypeORM would still need to make the tables fit
 * the entities: none, or somebody changed one and forgot the other.
 */
export async function schemaDifferences(label: string, parts: DatabaseParts): Promise<readonly string[]> {
  const database = await testDatabase(label);
  try {
    await migrate({ ownerUrl: database.ownerUrl, appUrl: database.appUrl, parts });
    const source = await new DataSource(connectionOptions(database.ownerUrl, parts, 2)).initialize();
    try {
      const difference = await source.driver.createSchemaBuilder().log();
      return difference.upQueries.map((query) => query.query);
    } finally {
      await source.destroy();
    }
  } finally {
    await database.drop();
  }
}
