import { z } from 'zod';

/** The settings of procedures, as read from the environment. */
export const procedureSettings = {
  CLOCK_TOLERANCE_MS: z.coerce
    .number()
    .int()
    .min(2_000)
    .default(2_000)
    .describe('how far the clock of the database may be off before nothing is closed by it, in ms'),
  CLOSING_SWEEP_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(60)
    .describe('how often what is due is looked for besides the alarms, in seconds'),
};

export interface ProcedureSettings {
  readonly clockToleranceMs: number;
  readonly sweepMs: number;
}

export function proceduresFrom(read: {
  readonly CLOCK_TOLERANCE_MS: number;
  readonly CLOSING_SWEEP_SECONDS: number;
}): ProcedureSettings {
  return { clockToleranceMs: read.CLOCK_TOLERANCE_MS, sweepMs: read.CLOSING_SWEEP_SECONDS * 1_000 };
}
