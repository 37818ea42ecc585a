import type { ScenarioName } from '../run/options.js';
import { durable, observers, writers } from './crowd-scenarios.js';
import { coldOpen, kills } from './lasting-scenarios.js';
import { closedLoop, crowd, idle } from './live-scenarios.js';
import type { Scenario } from './scenario.js';

const all: readonly Scenario[] = [crowd, closedLoop, coldOpen, idle, kills, observers, writers, durable];

export function scenariosOf(names: readonly ScenarioName[]): readonly Scenario[] {
  return all.filter(({ name }) => names.includes(name));
}
