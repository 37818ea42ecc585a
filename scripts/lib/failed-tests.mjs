import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

/** Enough of a message to see what was expected, without the stack. */
const LINES = 12;

/**
 * What failed in one run of Jest, each as its place, its name and the beginning of its message.
 * @param {{ testResults: { name: string, status: string, message: string, assertionResults: { status: string, fullName: string, failureMessages: string[] }[] }[] }} report Jest's own, as JSON
 * @param {string} root the folder that places are told from
 * @returns {string[]}
 */
export function failedTests(report, root) {
  return report.testResults.flatMap((suite) => {
    const file = path.relative(root, suite.name);
    const tests = suite.assertionResults.filter(({ status }) => status !== 'passed');
    if (tests.length > 0) {
      return tests.map(({ status, fullName, failureMessages }) =>
        told(`${file}: ${fullName}`, failureMessages[0] ?? `not run (${status})`),
      );
    }
    // One that could not be loaded has no tests; in another, what stands round the tests failed.
    return suite.status === 'failed' ? [told(file, suite.message)] : [];
  });
}

function told(place, message) {
  const lines = stripVTControlCharacters(message).split('\n');
  const stack = lines.findIndex((line) => /^\s+at /.test(line));
  const kept = lines
    .slice(0, stack === -1 ? LINES : Math.min(stack, LINES))
    .filter((line) => line.trim() !== '');
  return [place, ...kept.map((line) => `    ${line}`)].join('\n');
}
