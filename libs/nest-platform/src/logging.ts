import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';

/** Only what identifies a request. Queries, bodies and headers can carry words, names and tokens (STYLE §4.17). */
function requestFields(request: { id: unknown; method: string; url: string }): object {
  return { id: request.id, method: request.method, path: request.url.split('?', 1)[0] };
}

/** One structured line for each request, with an id of our own making. */
export function loggingModule(level: string, name: string): DynamicModule {
  return LoggerModule.forRoot({
    assignResponse: true,
    pinoHttp: {
      name,
      level,
      genReqId: () => randomUUID(),
      serializers: {
        req: requestFields,
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
      quietReqLogger: false,
      autoLogging: { ignore: (request: IncomingMessage) => request.url?.startsWith('/health/') === true },
    },
  });
}
