import { problems, type Problem, type ProblemCode } from '@entente/contracts';
import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PinoLogger } from 'nestjs-pino';
import { Refusal } from './refusal.js';

/** The body of a refusal. `NOT_FOUND` is always the same bytes, so that it tells nothing. */
export function problemOf(refusal: Refusal, reference?: string): Problem {
  const [status, title, remedy] = problems[refusal.code];
  return {
    type: `urn:entente:problem:${refusal.code}`,
    title,
    status,
    code: refusal.code,
    remedy,
    ...refusal.facts,
    ...(reference === undefined ? {} : { reference }),
  };
}

/** The one place where anything thrown becomes an answer (STYLE §4.7). What it does not know is a bare 500 with a reference. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: PinoLogger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const [request, response] = [http.getRequest<Request>(), http.getResponse<Response>()];
    const refusal = refusalFrom(thrown);
    const own = refusal.code === 'INTERNAL' || refusal.code === 'UNAVAILABLE';
    const reference = own && typeof request.id === 'string' ? request.id : undefined;
    if (own) this.log.error({ code: refusal.code, reference, error: describe(thrown) }, 'request failed');
    else this.log.info({ code: refusal.code }, 'request refused');
    // Bytes may be on their way already (an annex, a page): the connection is all that is left to end.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf(refusal, reference);
    if (problem.retryAfter !== undefined) response.setHeader('Retry-After', String(problem.retryAfter));
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}

function refusalFrom(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown;
  if (isDatabaseAway(thrown)) return new Refusal('UNAVAILABLE', { retryAfter: 2 });
  const code = codeOfStatus(thrown instanceof HttpException ? thrown.getStatus() : bodyParserStatus(thrown));
  return new Refusal(code);
}

const CODES: Readonly<Record<number, ProblemCode>> = {
  400: 'INPUT_INVALID',
  404: 'NOT_FOUND',
  413: 'BODY_TOO_LARGE',
  415: 'MEDIA_TYPE',
  429: 'RATE',
  503: 'UNAVAILABLE',
};

function codeOfStatus(status: number): ProblemCode {
  return CODES[status] ?? 'INTERNAL';
}

/** What `express.json` and `express.raw` throw carries a status and a type like `entity.too.large`. */
function bodyParserStatus(thrown: unknown): number {
  if (!(thrown instanceof Error) || !('type' in thrown) || !('status' in thrown)) return 500;
  return typeof thrown.status === 'number' ? thrown.status : 500;
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '57014',
]);

/** PostgreSQL stopped, starting or not reachable: nothing was recorded, and trying again later makes sense. */
function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { code } = thrown as { code?: unknown };
  if (typeof code === 'string' && (AWAY.has(code) || code.startsWith('08'))) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    thrown.message,
  );
}

/** For the log: class, code and stack. Never the message of a database error, which can quote values (SECURITY §4.9). */
function describe(thrown: unknown): Readonly<Record<string, unknown>> {
  if (!(thrown instanceof Error)) return { class: typeof thrown };
  const { code } = thrown as { code?: unknown };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const quotes = typeof code === 'string';
  return {
    class: thrown.name,
    code,
    ...(quotes ? {} : { message: thrown.message }),
    frames: frames.slice(0, 12),
  };
}
