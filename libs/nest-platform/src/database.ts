import type { DynamicModule, Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions, EntityTarget, MigrationInterface, ObjectLiteral } from 'typeorm';

/** What the features of one application bring to its database. */
export interface DatabaseParts {
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  readonly migrations: readonly (new () => MigrationInterface)[];
}

/** One feature of a server: a folder with its module, and the tables that are its own. */
export interface Feature extends DatabaseParts {
  readonly module: Type;
}

/** Table in which TypeORM notes the migrations that have run. */
export const MIGRATIONS_TABLE = 'migration';
const PATIENCE_MS = 5_000;

/** Options for a connection as `url`'s role. `synchronize` is never on (DESIGN §11). */
export function connectionOptions(url: string, parts: DatabaseParts, poolSize = 10): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [...parts.entities] as NonNullable<DataSourceOptions['entities']>,
    migrations: [...parts.migrations],
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsRun: false,
    synchronize: false,
    // Statements can carry words of the text; errors are logged once, by the problem filter.
    logging: false,
    poolSize,
    connectTimeoutMS: PATIENCE_MS,
    // Durable before acknowledged (DESIGN P1), whatever the server's default is; and no statement holds a request for ever, also
    // where the database has gone silent and can end nothing itself.
    extra: {
      options: '-c synchronous_commit=on -c statement_timeout=30000',
      query_timeout: 35_000,
      keepAlive: true,
    },
  };
}

/** TypeORM's `DataSource` for the running application, as its own role. */
export function databaseModule(url: string, parts: DatabaseParts, poolSize?: number): DynamicModule {
  return TypeOrmModule.forRoot({
    ...connectionOptions(url, parts, poolSize),
    // Whoever starts the process waits for the database; a process that cannot reach it says so and ends.
    retryAttempts: 1,
    retryDelay: 0,
  });
}
