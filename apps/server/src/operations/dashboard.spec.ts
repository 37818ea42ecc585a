import { readFileSync } from 'node:fs';
import { MetricSet } from './metric-set.js';

interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly refId: string; readonly expr: string }[];
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly thresholds?: { readonly steps: readonly { value: number | null }[] };
    };
  };
}

const folder = new URL('../../../../docker/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), 'utf8');
const dashboard = JSON.parse(read('grafana/entente-live-editing.json')) as {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly type: string }[] };
  readonly panels: readonly Panel[];
};
const alerts = read('prometheus/entente-alerts.yml');
const shown = dashboard.panels.filter(({ type }) => type !== 'row');

/** Series that the registry would offer: of a histogram, its three. */
async function series(): Promise<Set<string>> {
  const all = await new MetricSet().registry.getMetricsAsJSON();
  return new Set(
    all.flatMap(({ name, type }) =>
      String(type) === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    ),
  );
}

/** Metrics that a text names. `up` is Prometheus' own. */
const named = (text: string): string[] => text.match(/\b(?:entente|process|nodejs)_[a-z0-9_]+/g) ?? [];

describe('docker/grafana/entente-live-editing.json', () => {
  it('[S157] names no metric that does not exist, and every metric of ours', async () => {
    const there = await series();
    const used = new Set(shown.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => named(expr))));
    expect([...used].filter((name) => !there.has(name))).toEqual([]);
    const ours = [...there].filter((name) => name.startsWith('entente_'));
    const base = (name: string): string => name.replace(/_(?:bucket|sum|count)$/, '');
    const covered = new Set([...used, ...named(JSON.stringify(dashboard.templating))].map(base));
    expect(ours.map(base).filter((name) => !covered.has(name))).toEqual([]);
  });

  it('[S157] every panel has a title, a sentence, a unit and queries for the chosen nodes alone', () => {
    for (const { title, description = '', targets = [], fieldConfig } of shown) {
      expect([title, description.endsWith('.'), targets.length > 0]).toEqual([title, true, true]);
      expect([title, fieldConfig?.defaults.unit]).not.toEqual([title, undefined]);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
      for (const { expr } of targets) expect(expr).toContain('job=~"$job",instance=~"$instance"');
    }
  });

  it('[S157] the promises stand as thresholds: 20 ms for records and commits, 50 ms for the event loop', () => {
    const last = (title: string): number | null | undefined =>
      shown.find((panel) => panel.title === title)?.fieldConfig?.defaults.thresholds?.steps.at(-1)?.value;
    expect(['Recorded: p99', 'Commit: p99', 'From arrival to verdict', 'Commit'].map(last)).toEqual([
      0.02, 0.02, 0.02, 0.02,
    ]);
    expect(['Event-loop delay: p99', 'Event-loop delay'].map(last)).toEqual([0.05, 0.05]);
  });

  it('[S157] is a dashboard that Grafana can load: ids, places, variables', () => {
    expect(dashboard.schemaVersion).toBeGreaterThanOrEqual(39);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    expect(dashboard.templating.list.map(({ name }) => name)).toEqual(['datasource', 'job', 'instance']);
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) => {
      expect(x + w).toBeLessThanOrEqual(24);
      return Array.from(
        { length: w * h },
        (_, n) => `${String(x + (n % w))}/${String(y + Math.floor(n / w))}`,
      );
    });
    expect(new Set(cells).size).toBe(cells.length);
  });
});

describe('docker/prometheus/entente-alerts.yml', () => {
  it('[S157] names no metric that does not exist', async () => {
    const there = await series();
    expect(named(alerts).filter((name) => !there.has(name))).toEqual([]);
    expect(named(alerts).length).toBeGreaterThan(10);
  });

  it('[S157] every alert says how bad, what and where, and stands in docs/how-to/operate.md', () => {
    const names = [...alerts.matchAll(/- alert: (\w+)/g)].map((match) => match[1] ?? '');
    const operate = readFileSync(new URL('../docs/how-to/operate.md', folder), 'utf8');
    for (const part of [/severity: /g, /summary: /g, /description: /g]) {
      expect(alerts.match(part)).toHaveLength(names.length);
    }
    expect(names.filter((name) => !operate.includes(`| \`${name}\` |`))).toEqual([]);
  });
});
