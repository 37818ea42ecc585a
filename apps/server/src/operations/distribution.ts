import type { MetricDescription } from './metric-catalogue.js';

interface Sample {
  readonly metricName: string;
  readonly labels: Readonly<Record<string, number | string>>;
  readonly value: number;
}

/**
 * A histogram for what happens at every keystroke: to observe is to add to two numbers, and Prometheus's form is made when it
 * is asked for. The client library's own hashes the labels each time, of which these have none.
 */
export class Distribution {
  readonly name: string;
  readonly #help: string;
  readonly #bounds: readonly number[];
  /** Of each bound alone; the last is for what lies above all of them. */
  readonly #counts: number[];
  #sum = 0;

  constructor({ name, help, buckets = [] }: Pick<MetricDescription, 'name' | 'help' | 'buckets'>) {
    this.name = name;
    this.#help = help;
    this.#bounds = buckets;
    this.#counts = Array.from({ length: buckets.length + 1 }, () => 0);
  }

  observe(value: number): void {
    const bounds = this.#bounds;
    let at = 0;
    while (at < bounds.length && value > (bounds[at] ?? 0)) at += 1;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
    this.#sum += value;
  }

  /** As a registry of the client library asks for it. */
  async get(): Promise<{
    name: string;
    help: string;
    type: 'histogram';
    values: Sample[];
    aggregator: 'sum';
  }> {
    const { name } = this;
    let count = 0;
    const values: Sample[] = this.#counts.map((own, at) => {
      count += own;
      return { metricName: `${name}_bucket`, labels: { le: this.#bounds[at] ?? '+Inf' }, value: count };
    });
    values.push({ metricName: `${name}_sum`, labels: {}, value: this.#sum });
    values.push({ metricName: `${name}_count`, labels: {}, value: count });
    return Promise.resolve({ name, help: this.#help, type: 'histogram', values, aggregator: 'sum' });
  }
}
