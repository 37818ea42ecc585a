import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { problems } from '@entente/contracts';
import ts from 'typescript';
import { en } from './en.js';

const SRC = path.join(import.meta.dirname, '..');

const sources = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.includes('.spec.') && !name.startsWith('messages'))
  .map((name) => ({ name, text: readFileSync(path.join(SRC, name), 'utf8') }));

/** Attributes that people read or hear. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'title',
  'placeholder',
  'label',
  'hint',
  'alt',
  'text',
]);
const HAS_WORDS = /\p{L}{2}/u;

function strayWords({ name, text }: { name: string; text: string }): string[] {
  if (!name.endsWith('.tsx')) return [];
  const found: string[] = [];
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true, ts.ScriptKind.TSX);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && HAS_WORDS.test(node.text)) found.push(`${name}: ${node.text.trim()}`);
    if (ts.isJsxAttribute(node) && node.initializer !== undefined && SPOKEN.has(node.name.getText())) {
      if (ts.isStringLiteral(node.initializer)) found.push(`${name}: ${node.initializer.text}`);
    }
    if (ts.isJsxExpression(node) && node.expression !== undefined && ts.isStringLiteral(node.expression)) {
      if (HAS_WORDS.test(node.expression.text) && !ts.isJsxAttribute(node.parent)) {
        found.push(`${name}: ${node.expression.text}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

describe('the catalogue', () => {
  it('holds every word that the screens show', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.flatMap(strayWords)).toEqual([]);
  });

  it('finds words that stand in the code instead', () => {
    const text = 'const A = () => <p title="Hello there">Some words {"more words"}</p>;';
    expect(strayWords({ name: 'a.tsx', text })).toHaveLength(3);
  });

  it('says of every refusal what happened, what was kept and what to do', () => {
    for (const code of [...Object.keys(problems), 'OFFLINE']) {
      for (const part of ['what', 'kept', 'do']) {
        expect(Object.keys(en)).toContain(`problem.${code}.${part}`);
      }
    }
  });

  it('has nothing that no screen shows', () => {
    const all = sources.map(({ text }) => text).join('\n');
    const prefixes = [...all.matchAll(/[`']([a-zA-Z]+(?:\.[a-zA-Z]+)*\.)\$\{/g)].map(
      ([, prefix]) => prefix ?? '',
    );
    const unused = Object.keys(en).filter(
      (id) =>
        !all.includes(`'${id}'`) &&
        !all.includes(`"${id}"`) &&
        !prefixes.some((prefix) => id.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
  });

  it('uses no exclamation marks and no straight apostrophes, which ICU reads as quotes', () => {
    for (const [id, words] of Object.entries(en)) {
      if (!id.startsWith('letter.')) expect(`${id} ${words}`).not.toMatch(/!|'/);
    }
  });
});
