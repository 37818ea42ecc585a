import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from './repository.js';

/** One line of source put into one room: must the linter refuse it? The table of docs/architecture.md, as breaks. */
const cases: readonly (readonly [verdict: 'refused' | 'allowed', room: string, line: string])[] = [
  ['refused', 'libs/kernel', `import { x } from 'yjs';`],
  ['refused', 'libs/kernel', `import { x } from '@entente/canonical';`],
  ['refused', 'libs/kernel', `import { x } from 'node:fs';`],
  ['allowed', 'libs/kernel', `import { x } from './other.js';`],
  ['allowed', 'libs/canonical', `import { x } from '@entente/kernel';`],
  ['allowed', 'libs/canonical', `import { x } from '@noble/hashes/sha2.js';`],
  ['refused', 'libs/canonical', `import { x } from 'zod';`],
  ['refused', 'libs/access', `import { x } from '@entente/document';`],
  ['refused', 'libs/consensus', `import { x } from '@entente/access';`],
  ['refused', 'libs/consensus', `import { x } from '../../kernel/src/result.js';`],
  ['refused', 'libs/consensus', `import { x } from 'yjs';`],
  ['allowed', 'libs/consensus', `import { x } from './calendar/civil.js';`],
  ['allowed', 'libs/consensus', `import { x } from '@js-temporal/polyfill';`],
  ['refused', 'libs/access', `import { x } from '@js-temporal/polyfill';`],
  ['allowed', 'libs/document', `import { x } from 'yjs';`],
  ['refused', 'libs/document', `import { x } from '@entente/sync';`],
  ['refused', 'libs/contracts', `import { x } from '@nestjs/common';`],
  ['allowed', 'libs/contracts', `import { x } from 'zod';`],
  ['refused', 'libs/sync', `import { x } from 'socket.io-client';`],
  ['refused', 'libs/sync', `import { x } from '@nestjs/common';`],
  ['allowed', 'libs/sync', `import { x } from 'lib0/decoding';`],
  ['refused', 'libs/editor', `import { x } from '@entente/sync';`],
  ['refused', 'libs/editor', `import { x } from 'react';`],
  ['allowed', 'libs/editor', `import { x } from '@entente/sync/client';`],
  ['allowed', 'libs/editor', `import { x } from 'prosemirror-view';`],
  ['refused', 'libs/formats', `import { x } from '@entente/access';`],
  ['allowed', 'libs/formats', `import { x } from '@entente/consensus';`],
  ['refused', 'libs/nest-platform', `import { x } from '@entente/sync';`],
  ['refused', 'libs/nest-platform', `import { x } from '@entente/contracts/annex';`],
  ['allowed', 'libs/nest-platform', `import { x } from '@nestjs/common';`],
  ['refused', 'apps/server', `import { x } from '@entente/contracts/annex';`],
  ['refused', 'apps/server', `import { x } from '@entente/testing';`],
  ['refused', 'apps/server', `import { x } from '@entente/annex-store';`],
  ['allowed', 'apps/server', `import { x } from '@entente/document';`],
  ['refused', 'apps/annex-store', `import { x } from '@entente/document';`],
  ['refused', 'apps/annex-store', `import { x } from '@entente/contracts';`],
  ['allowed', 'apps/annex-store', `import { x } from '@entente/contracts/annex';`],
  ['refused', 'apps/web', `import { x } from '@entente/nest-platform';`],
  ['refused', 'apps/web', `import { x } from '@entente/sync';`],
  ['refused', 'apps/web', `import { x } from 'node:fs';`],
  ['allowed', 'apps/web', `import { x } from '@entente/sync/client';`],
  ['refused', 'apps/cli', `import { x } from '@entente/nest-platform';`],
  ['refused', 'apps/cli', `import { x } from 'pg';`],
  ['refused', 'apps/e2e', `import { x } from '@entente/server';`],
  ['allowed', 'apps/e2e', `import { x } from '@entente/testing';`],
  ['refused', 'libs/consensus', `const x = new Date();`],
  ['refused', 'libs/kernel', `const x = Date.now();`],
  ['refused', 'libs/document', `const x = Math.random();`],
  ['refused', 'libs/sync', `const x = Date.now();`],
  ['refused', 'libs/access', `export default 1; const x = 1;`],
];

interface Finding {
  readonly filename: string;
}

describe('the walls between the rooms', () => {
  const house = mkdtempSync(path.join(tmpdir(), 'walls-'));
  const broken = new Set<string>();

  beforeAll(() => {
    cpSync(path.join(root, '.oxlintrc.json'), path.join(house, '.oxlintrc.json'));
    cases.forEach(([, room, line], index) => {
      const file = fileOf(room, index);
      mkdirSync(path.dirname(path.join(house, file)), { recursive: true });
      writeFileSync(path.join(house, file), `${line}\nexport const used = x;\n`);
    });
    for (const finding of lint(house)) {
      broken.add(finding.filename);
    }
  });

  afterAll(() => {
    rmSync(house, { recursive: true, force: true });
  });

  it.each(cases.map(([verdict, room, line], index) => ({ verdict, room, line, index })))(
    '$verdict in $room: $line',
    ({ verdict, room, index }) => {
      expect(broken.has(fileOf(room, index))).toBe(verdict === 'refused');
    },
  );
});

function fileOf(room: string, index: number): string {
  return `${room}/src/case-${String(index)}.ts`;
}

function lint(folder: string): readonly Finding[] {
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  const command = [oxlint, '--disable-nested-config', '--format', 'json', 'apps', 'libs'];
  try {
    execFileSync(process.execPath, command, { cwd: folder, encoding: 'utf8' });
    return [];
  } catch (error) {
    const { stdout } = error as { stdout: string };
    return (JSON.parse(stdout) as { diagnostics: readonly Finding[] }).diagnostics;
  }
}
