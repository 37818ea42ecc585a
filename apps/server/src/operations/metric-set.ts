import { collectDefaultMetrics, Counter, Gauge, Registry, type Metric } from 'prom-client';
import { Distribution } from './distribution.js';
import { METRIC_KEYS, METRICS, type MetricDescription, type MetricKey } from './metric-catalogue.js';

const LOOP_PRECISION_MS = 50;

type Labels = Readonly<Record<string, string>>;
type KeysOf<Kind> = {
  [Key in MetricKey]: (typeof METRICS)[Key]['kind'] extends Kind ? Key : never;
}[MetricKey];

/** The metrics of the catalogue in a registry of their own, with those of the process. */
export class MetricSet {
  readonly registry = new Registry();
  readonly #counters = new Map<MetricKey, Counter>();
  readonly #gauges = new Map<MetricKey, Gauge>();
  readonly #histograms = new Map<MetricKey, Distribution>();

  constructor() {
    for (const key of METRIC_KEYS) this.#make(key, METRICS[key]);
    // CPU, memory, garbage collection, event-loop delay: under the names that every dashboard for Node knows. Looking at the loop wakes the
    // process, by default a hundred times a second: half of what an idle server costs.
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: LOOP_PRECISION_MS });
  }

  count(key: KeysOf<'counter'>, by = 1, labels?: Labels): void {
    if (labels === undefined) this.#counters.get(key)?.inc(by);
    else this.#counters.get(key)?.inc({ ...labels }, by);
  }

  /** A counter that is kept elsewhere, as it stands now. */
  total(key: KeysOf<'counter'>, value: number, labels: Labels = {}): void {
    const counter = this.#counters.get(key);
    counter?.remove({ ...labels });
    counter?.inc({ ...labels }, value);
  }

  gauge(key: KeysOf<'gauge'>, value: number, labels: Labels = {}): void {
    this.#gauges.get(key)?.set({ ...labels }, value);
  }

  observe(key: KeysOf<'histogram'>, value: number): void {
    this.#histograms.get(key)?.observe(value);
  }

  #make(key: MetricKey, { kind, name, help, labels = [], buckets = [], zero }: MetricDescription): void {
    const common = { name, help, labelNames: [...labels], registers: [this.registry] };
    if (kind === 'counter') this.#counters.set(key, startedAtZero(new Counter(common), zero));
    else if (kind === 'gauge') this.#gauges.set(key, new Gauge(common));
    else this.#histograms.set(key, this.#distribution({ name, help, buckets }));
  }

  #distribution(about: Pick<MetricDescription, 'name' | 'help' | 'buckets'>): Distribution {
    const distribution = new Distribution(about);
    // The registry asks of a metric its name and `get`, which its types do not say.
    this.registry.registerMetric(distribution as unknown as Metric);
    return distribution;
  }
}

function startedAtZero(counter: Counter, zero: MetricDescription['zero']): Counter {
  if (zero === undefined) return counter;
  let combinations: Labels[] = [{}];
  for (const [label, values] of Object.entries(zero)) {
    combinations = combinations.flatMap((one) => values.map((value) => ({ ...one, [label]: value })));
  }
  for (const labels of combinations) counter.inc({ ...labels }, 0);
  return counter;
}
