import { readFileSync } from 'node:fs';
import { refusals, TOPICS, type Retry } from '@entente/contracts';
import { draftingMessages, isMessageName } from './drafting.messages.js';

const protocol = readFileSync(new URL('../../../../docs/protocol.md', import.meta.url), 'utf8');

/** Codes in the table row of the section `Codes` that begins with this retry. */
function documented(retry: Retry): string[] {
  const codes = protocol.slice(protocol.indexOf('## Codes'));
  const row = codes.split('\n').find((line) => line.startsWith(`| \`${retry}\` |`)) ?? '';
  return [...row.matchAll(/`([A-Z][A-Z_0-9]+)`/g)].map((match) => match[1] ?? '').sort();
}

describe('docs/protocol.md', () => {
  it.each(['never', 'later', 'resync', 'reload'] as const)('names every code with the retry %s', (retry) => {
    const codes = Object.entries(refusals).filter(([, meant]) => meant === retry);
    expect(documented(retry)).toEqual(codes.map(([code]) => code).sort());
  });

  it('names every message with the action it asks of access', () => {
    for (const [name, { permission }] of Object.entries(draftingMessages)) {
      expect(protocol).toContain(`| \`${name}\` | \`${permission}\` |`);
    }
  });

  it('names every topic', () => {
    expect(protocol).toContain(`\`${TOPICS.join(' ')}\``);
  });
});

describe('messages of the namespace', () => {
  it('are the ones of the table and no inherited name', () => {
    expect(['join', 'update', 'leave', 'presence'].every(isMessageName)).toBe(true);
    expect(['__proto__', 'constructor', 'hasOwnProperty', 'toString', '', null, 1].some(isMessageName)).toBe(
      false,
    );
  });
});
