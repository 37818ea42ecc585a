import type { ScenarioName } from '../run/options.js';
import { closedLoop, crowd, idle } from './live-scenarios.js';
import type { Scenario } from './scenario.js';

const all: readonly Scenario[] = [crowd, closedLoop, idle];

export function scenariosOf(names: readonly ScenarioName[]): readonly Scenario[] {
  return all.filter(({ name }) => names.includes(name));
}
