import type { Bus } from './ports.js';

/** The bus of a node that has no others: nobody to tell, nothing to hear. */
export function localBus(): Bus {
  return { publish: () => undefined, subscribe: () => () => undefined };
}
