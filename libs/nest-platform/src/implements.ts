import type { Route } from '@entente/contracts';
import {
  applyDecorators,
  Controller,
  createParamDecorator,
  Delete,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  SetMetadata,
  type ExecutionContext,
} from '@nestjs/common';
import type { Request } from 'express';
import { stateOf, type AnswerOf, type InputOf } from './route-input.js';

export const ROUTE = 'entente:route';
export const PUBLIC = 'entente:public';
export const SUBJECT_LATER = 'entente:subject-later';

const METHODS = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete } as const;

type Handler<R extends Route> = (input: InputOf<R>, ...rest: never[]) => Promise<AnswerOf<R>>;
// Generic in the method: a descriptor is invariant, and a method that needs no input must fit too.
type HandlerDecorator<R extends Route> = <Method extends Handler<R>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method>,
) => void;

/** A controller whose methods implement routes of a contracts table, below `base`. */
export const ContractController = (base = 'api/v1'): ClassDecorator => Controller(base);

/**
 * Binds a controller method to one route of the contracts: method, path, status and permission come from there, and the
 * method's own type must take that route's input and give its answer. Nothing of it can drift.
 */
export function Implements<const R extends Route>(
  route: R,
  options: {
    /**
     * The subject of the permission is not in the path: the method itself asks `may` before it does anything. Without
     * this, a permission about a package or an annex is refused where the path names none.
     */
    readonly subject?: 'asked-in-method';
  } = {},
): HandlerDecorator<R> {
  const method = METHODS[route.method];
  return applyDecorators(
    method(route.path),
    HttpCode(route.answer === undefined ? 204 : 200),
    SetMetadata(ROUTE, route),
    SetMetadata(SUBJECT_LATER, options.subject === 'asked-in-method'),
  ) as HandlerDecorator<R>;
}

/** A method outside the contracts that anyone may call: health, public pages. Everything else without a route is refused. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(PUBLIC, true);

/** The parsed input of the method's route, `InputOf<typeof routes.…>`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { authentication, ...parts } = stateOf(context.switchToHttp().getRequest<Request>());
  return { ...parts, actor: authentication?.actor, session: authentication?.session };
});
