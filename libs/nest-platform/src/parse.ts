import type { z } from 'zod';
import { Refusal } from './refusal.js';

/** Parses one part of a request; throws `INPUT_INVALID` with every fault and where it is. */
export function parsePart(schema: z.ZodType, value: unknown, part: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({
    at: [part, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  throw new Refusal('INPUT_INVALID', { faults });
}
