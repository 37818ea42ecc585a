import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './repository.js';

interface Suite {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly assertionResults: readonly object[];
}
type FailedTests = (report: { testResults: readonly Suite[] }, root: string) => string[];

async function told(...testResults: Suite[]): Promise<string[]> {
  const file = pathToFileURL(path.join(root, 'scripts/lib/failed-tests.mjs')).href;
  const { failedTests } = (await import(file)) as { failedTests: FailedTests };
  return failedTests({ testResults }, '/project');
}

const passed = { status: 'passed', fullName: 'adds', failureMessages: [] };
const failed = {
  status: 'failed',
  fullName: 'sums subtracts',
  failureMessages: [
    'Error: \u001B[2mexpect\u001B[22m(received)\n\nExpected: 1\nReceived: 2\n    at Object.<anonymous> (a.ts:3:4)\n    at b',
  ],
};

describe('what npm test says at its end', () => {
  it('names each failed test by file, name and what was expected, without colours and stack', async () => {
    const suite = {
      name: '/project/libs/sums.spec.ts',
      status: 'failed',
      message: 'long',
      assertionResults: [],
    };
    expect(await told({ ...suite, assertionResults: [passed, failed] })).toEqual([
      'libs/sums.spec.ts: sums subtracts\n    Error: expect(received)\n    Expected: 1\n    Received: 2',
    ]);
  });

  it('names a suite that could not be loaded, and one whose surroundings failed', async () => {
    const suite = {
      name: '/project/a.spec.ts',
      status: 'failed',
      message: 'no module',
      assertionResults: [],
    };
    expect(await told(suite, { ...suite, assertionResults: [passed] })).toEqual([
      'a.spec.ts\n    no module',
      'a.spec.ts\n    no module',
    ]);
  });

  it('counts a test that was left out as failed, and says nothing of those that passed', async () => {
    const skipped = { status: 'pending', fullName: 'later', failureMessages: [] };
    const suite = { name: '/project/a.spec.ts', status: 'passed', message: '' };
    expect(await told({ ...suite, assertionResults: [passed, skipped] })).toEqual([
      'a.spec.ts: later\n    not run (pending)',
    ]);
    expect(await told({ ...suite, assertionResults: [passed] })).toEqual([]);
  });
});
