/** What `npm run fuzz` runs: the name of each suite, as in its `describeFuzz`, and the test file that holds it. */
export const suites = [
  { name: 'honest', file: 'libs/sync/src/gate/honest.spec.ts' },
  { name: 'mutants', file: 'libs/sync/src/gate/mutants.spec.ts' },
  { name: 'structured', file: 'libs/sync/src/gate/structured.spec.ts' },
  { name: 'coverage', file: 'libs/sync/src/gate/coverage.spec.ts' },
  { name: 'refused', file: 'libs/sync/src/gate/refused.spec.ts' },
  { name: 'nodes', file: 'libs/sync/src/nodes-fuzz.spec.ts' },
  { name: 'processes', file: 'apps/e2e/src/cluster/convergence-fuzz.socket.spec.ts' },
];
