import { COALITION_RULEBOOKS } from './preset-coalition.js';
import { EU_RULEBOOKS } from './preset-eu.js';
import { REGIONAL_RULEBOOKS } from './preset-regional.js';
import { UN_RULEBOOKS } from './preset-un.js';
import type { Rulebook } from './rulebook.js';

/** The rule books that are shipped, version 1 of each. Defaults to copy; what is practice and not law says so. */
export const SHIPPED_RULEBOOKS: readonly Rulebook[] = [
  ...COALITION_RULEBOOKS,
  ...EU_RULEBOOKS,
  ...UN_RULEBOOKS,
  ...REGIONAL_RULEBOOKS,
];
