/** One configuration for every room; `scripts/test.mjs` chooses what runs by the kind in the file name. */
// Workers inherit it: what they share (one PostgreSQL) lives as long as this process.
process.env['ENTENTE_TEST_RUN'] ??= String(process.pid);

const room = '^@entente/([a-z-]+)$';
export default {
  testEnvironment: '<rootDir>/scripts/lib/jest/shared-environment.mjs',
  testRunner: '<rootDir>/scripts/lib/jest/shared-modules.mjs',
  // Patience for a busy machine; nothing waits for it to pass.
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    [room]: '<rootDir>/libs/$1/src/index.ts',
    '^@entente/contracts/annex$': '<rootDir>/libs/contracts/src/annex.ts',
    '^@entente/sync/client$': '<rootDir>/libs/sync/src/client/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true, decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            react: { runtime: 'automatic' },
          },
          target: 'es2023',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testMatch: ['<rootDir>/{apps,libs}/*/src/**/*.spec.{ts,tsx}'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
};
