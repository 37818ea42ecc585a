export { describeFuzz, type Counts, type Fuzz } from './fuzz.js';
export { OwnPostgres } from './own-postgres.js';
export { OwnRedis, redisMissing } from './own-redis.js';
export { schemaDifferences } from './schema-differences.js';
export { seededRandom, testSeed, type SeededRandom } from './seeded-random.js';
export { steerClock, type SteeredClock } from './steered-clock.js';
export { testDatabase, type TestDatabase } from './test-database.js';
export { TcpProxy } from './tcp-proxy.js';
export { waitFor } from './wait-for.js';
