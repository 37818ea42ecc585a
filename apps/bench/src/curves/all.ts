import type { ScenarioName } from '../run/options.js';
import type { Curve } from './curve.js';
import { deliveredCurve } from './delivered-curve.js';
import { historyCurve } from './history-curve.js';
import { lengthCurve } from './length-curve.js';

const all: readonly Curve[] = [deliveredCurve, lengthCurve, historyCurve];

export function curvesOf(names: readonly ScenarioName[]): readonly Curve[] {
  return all.filter(({ name }) => names.includes(name));
}
