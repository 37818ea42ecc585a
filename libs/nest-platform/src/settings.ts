import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The process must not start, for a reason that whoever runs it can act on: one sentence, no stack. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads every variable of `schema` from the environment, all faults at once. `NAME_FILE` names a file that holds the value of
 * `NAME`, so that a secret need not stand in the environment (STYLE §4.16). A variable that begins with one of `prefixes` and is
 * no setting is a fault too: a limit with a mistyped name would silently not hold. Throws `StartRefused`.
 */
export function readSettings<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  environment: Environment,
  prefixes: readonly string[] = [],
): z.infer<z.ZodObject<Shape>> {
  const faults = unknown(Object.keys(schema.shape), environment, prefixes);
  const values: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const value = valueOf(name, environment, faults);
    // An empty variable is what a compose file passes for one that is not set.
    if (value !== undefined && value !== '') values[name] = value;
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) {
    faults.push(...parsed.error.issues.map((issue) => faultOf(issue, values)));
  }
  if (faults.length > 0 || !parsed.success) {
    throw new StartRefused(`These settings are not usable: ${faults.join('; ')}.`);
  }
  return parsed.data;
}

function unknown(known: readonly string[], environment: Environment, prefixes: readonly string[]): string[] {
  const names = new Set(known.flatMap((name) => [name, `${name}_FILE`]));
  return Object.keys(environment)
    .filter((name) => prefixes.some((prefix) => name.startsWith(prefix)) && !names.has(name))
    .map((name) => `${name}: no such setting`);
}

function valueOf(name: string, environment: Environment, faults: string[]): string | undefined {
  const direct = environment[name];
  const file = environment[`${name}_FILE`];
  if (direct !== undefined || file === undefined || file === '') return direct;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    faults.push(`${name}_FILE: the file ${file} cannot be read`);
    return undefined;
  }
}

function faultOf(issue: z.core.$ZodIssue, values: Readonly<Record<string, string>>): string {
  const name = issue.path.map(String).join('.');
  return `${name}: ${values[name] === undefined ? 'not set' : issue.message}`;
}

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');

/** The settings that both servers have; each application adds its own. */
export const commonSettings = {
  PORT: z.coerce.number().int().min(0).max(65_535).describe('TCP port; 0 takes a free one'),
  HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  TRUST_PROXY: flag.default(false).describe('whether a reverse proxy in front sets X-Forwarded-For'),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('least level that is logged'),
  REQUESTS_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(6_000)
    .describe('most requests a minute from one address'),
};

export const databaseAddress = z
  .string()
  .regex(/^postgres(?:ql)?:\/\//, 'not an address like postgres://user:password@host:port/name');
