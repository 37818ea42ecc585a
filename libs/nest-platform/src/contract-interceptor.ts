import { limits, type Route } from '@entente/contracts';
import {
  Inject,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { map, type Observable } from 'rxjs';
import { ROUTE } from './implements.js';
import { parsePart } from './parse.js';
import { Refusal } from './refusal.js';
import { stateOf } from './route-input.js';

// Compressed bodies are refused: a small one could become a very large one.
const readJson = express.json({ limit: limits.jsonBodyBytes, inflate: false, strict: true });
const RAW_LIMITS: Readonly<Record<string, number>> = {
  'application/akn+xml': limits.importBytes,
  'application/octet-stream': limits.annexBytes,
};

/**
 * Reads and parses what a route takes, after the guard has let the caller in and never before, so that a stranger cannot
 * make the server hold 20 MB; and lets nothing out that the route's answer does not name.
 */
@Injectable()
export class ContractInterceptor implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const route = this.reflector.get<Route | undefined>(ROUTE, context.getHandler());
    if (route === undefined) return next.handle();
    const http = context.switchToHttp();
    await readInput(route, http.getRequest<Request>(), http.getResponse<Response>());
    const { answer } = route;
    // A handler that sent bytes itself (a rawBody answer) gives undefined, and Nest sends nothing more.
    return answer === undefined ? next.handle() : next.handle().pipe(map((value) => answer.parse(value)));
  }
}

async function readInput(route: Route, request: Request, response: Response): Promise<void> {
  const state = stateOf(request);
  if (route.query !== undefined) state.query = parsePart(route.query, request.query, 'query');
  if (route.rawBody !== undefined) {
    state.raw = await readRaw(route.rawBody, request, response);
  } else if (route.body !== undefined) {
    if (request.is('application/json') === false) throw new Refusal('MEDIA_TYPE');
    await run(readJson, request, response);
    state.body = parsePart(route.body, request.body ?? {}, 'body');
  }
}

async function readRaw(type: string, request: Request, response: Response): Promise<Uint8Array> {
  const limit = RAW_LIMITS[type];
  if (limit === undefined) throw new Error(`no limit is set for bodies of ${type}`);
  if (request.is(type) === false) throw new Refusal('MEDIA_TYPE');
  await run(express.raw({ type, limit, inflate: false }), request, response);
  return Buffer.isBuffer(request.body) ? new Uint8Array(request.body) : new Uint8Array();
}

function run(handler: RequestHandler, request: Request, response: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    void handler(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error('the body could not be read'));
    });
  });
}
