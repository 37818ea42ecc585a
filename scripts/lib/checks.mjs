import { findChromium } from './chromium.mjs';

const tsc = 'node_modules/typescript/bin/tsc';

/** A look at V8's counters walks every function in the process: these suites need one that has not loaded the others. */
const BY_COVERAGE = ['/sync/src/gate/coverage\\.spec\\.', '/testing/src/guided-fuzz\\.spec\\.'];

const TIMED = ['/e2e/src/start/.*\\.socket\\.spec\\.', '/procedures/thousand\\.socket\\.spec\\.'];

/** What `npm test` runs, cheapest first. `needs`: without these the result would say nothing. */
export const checks = [
  {
    name: 'types',
    title: 'types of every room (tsc -b)',
    commands: () => [{ script: tsc, args: ['-b'] }],
    builds: ['programs', 'tool'],
  },
  {
    name: 'test-types',
    title: 'types of the tests',
    commands: () => [{ script: tsc, args: ['-p', 'tsconfig.spec.json'] }],
  },
  {
    name: 'lint',
    title: 'lint and the walls (oxlint)',
    commands: () => [
      {
        script: 'node_modules/oxlint/bin/oxlint',
        args: ['--disable-nested-config', '--type-aware', '--deny-warnings', 'apps', 'libs', 'scripts'],
      },
    ],
  },
  {
    name: 'format',
    title: 'formatting (prettier)',
    commands: () => [
      {
        script: 'node_modules/prettier/bin/prettier.cjs',
        args: ['--check', '.', '--cache', '--log-level', 'warn'],
      },
    ],
  },
  {
    name: 'dead-code',
    title: 'dead code and dependencies (knip)',
    commands: () => [
      {
        script: 'node_modules/knip/bin/knip.js',
        args: ['--no-progress'],
      },
    ],
  },
  {
    name: 'unit',
    title: 'cores, rooms and repository rules',
    jest: [
      '--testPathIgnorePatterns',
      '/node_modules/',
      '/dist/',
      '\\.(db|socket|e2e)\\.spec\\.',
      ...BY_COVERAGE,
    ],
  },
  {
    name: 'coverage',
    title: 'the gate, fuzzed by the blocks that are reached',
    jest: ['--testPathPatterns', ...BY_COVERAGE],
  },
  {
    name: 'migrations',
    title: 'migrations run, and a generated one is empty',
    database: true,
    jest: ['--testPathPatterns', '/migrations\\.db\\.spec\\.'],
  },
  {
    name: 'database',
    title: 'PostgreSQL',
    database: true,
    jest: ['--testPathPatterns', '(?<!/migrations)\\.db\\.spec\\.'],
  },
  {
    name: 'web-build',
    builds: ['web'],
    title: 'build of the web app (vite)',
    commands: () => [
      { script: 'node_modules/vite/bin/vite.js', args: ['build', '--logLevel', 'warn'], folder: 'apps/web' },
    ],
  },
  {
    // Alone on the machine: these hold the system to promised seconds.
    name: 'start',
    title: 'npm start, npx entente, a thousand deadlines',
    needs: ['types', 'web-build'],
    database: true,
    jest: ['--testPathPatterns', ...TIMED, '--runInBand'],
  },
  {
    name: 'sockets',
    title: 'sockets and crashes',
    needs: ['types'],
    database: true,
    jest: [
      '--testPathPatterns',
      '\\.socket\\.spec\\.',
      '--testPathIgnorePatterns',
      '/node_modules/',
      '/dist/',
      ...TIMED,
      '--maxWorkers=2',
    ],
  },
  {
    name: 'browser',
    title: 'browser journeys',
    needs: ['types', 'web-build'],
    database: true,
    prepare: async () => {
      const chromium = await findChromium();
      console.log(`Chromium: ${chromium ?? 'none on this system; the one that npm installed'}`);
      return { CHROMIUM_PATH: chromium ?? '' };
    },
    jest: ['--testPathPatterns', '\\.e2e\\.spec\\.', '--maxWorkers=2'],
  },
];
