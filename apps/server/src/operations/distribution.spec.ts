import { Histogram, Registry, type Metric } from 'prom-client';
import { Distribution } from './distribution.js';

describe('a histogram of what happens at every keystroke', () => {
  it('[S169] says in Prometheus’s form exactly what the client library would say of the same values', async () => {
    const about = { name: 'entente_times', help: 'Times.', buckets: [0.1, 0.5, 2] } as const;
    const [ours, theirs] = [new Registry(), new Registry()];
    const distribution = new Distribution(about);
    // The registry asks of a metric its name and `get`, which its types do not say.
    ours.registerMetric(distribution as unknown as Metric);
    const histogram = new Histogram({ ...about, buckets: [...about.buckets], registers: [theirs] });
    expect(await ours.metrics()).toBe(await theirs.metrics());
    for (const value of [0.05, 0.1, 0.25, 2, 2.5, 0]) {
      distribution.observe(value);
      histogram.observe(value);
    }
    expect(await ours.metrics()).toBe(await theirs.metrics());
  });
});
