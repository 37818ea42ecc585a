import { readFileSync } from 'node:fs';
import { SCENARIOS } from '../run/options.js';
import { withSections } from './docs.js';

describe('docs/benchmarks.md', () => {
  const page = 'words\n<!-- S1 -->\nold\n<!-- /S1 -->\nmore\n<!-- C1 --><!-- /C1 -->\n';

  it('gets what was measured between the marks, and keeps the rest', () => {
    const written = withSections(page, [
      { name: 'S1', markdown: 'new' },
      { name: 'C1', markdown: 'curve' },
    ]);
    expect(written).toBe(
      'words\n<!-- S1 -->\n\nnew\n\n<!-- /S1 -->\nmore\n<!-- C1 -->\n\ncurve\n\n<!-- /C1 -->\n',
    );
    expect(withSections(written, [{ name: 'S1', markdown: 'new' }])).toBe(written);
  });

  it('must have a place for each', () => {
    expect(() => withSections(page, [{ name: 'S9', markdown: 'x' }])).toThrow('<!-- S9 -->');
  });

  it('has a place for every scenario and curve, and for the consensus core', () => {
    const real = readFileSync('docs/benchmarks.md', 'utf8');
    for (const name of [...SCENARIOS, 'consensus']) {
      expect(real).toContain(`<!-- ${name} -->`);
      expect(real).toContain(`<!-- /${name} -->`);
    }
  });
});
