import type { ContenderName } from '../generator/target.js';
import { startContender } from '../run/contenders.js';
import { measure, type Measurement } from '../run/measure.js';
import type { ScenarioName } from '../run/options.js';
import type { BenchContext, LoadPlan } from './scenario.js';

/** Starts the server, runs the load on documents of its own, stops the server. */
export async function runLoad(
  context: BenchContext,
  { contender, scenario }: { readonly contender: ContenderName; readonly scenario: ScenarioName },
  plan: LoadPlan,
): Promise<Measurement> {
  const server = await startContender(contender, context.place);
  try {
    const target = server.target(plan.documents);
    return await measure(
      server,
      { load: plan.load, target },
      {
        ...context.measuring(contender, scenario),
        memory: plan.memory === true,
        onMark: async (name) => plan.onMark?.(name, server),
      },
    );
  } finally {
    await server.stop();
  }
}

/** Seconds of warming up and of measuring. */
export function windowOf({ options }: BenchContext): { warmSeconds: number; seconds: number } {
  if (options.tiny) return { warmSeconds: 0.3, seconds: 0.7 };
  return options.quick ? { warmSeconds: 2, seconds: 5 } : { warmSeconds: 3, seconds: 10 };
}
