import { openApiDocument, routes } from '@entente/contracts';
import { Public } from '@entente/nest-platform';
import { Controller, Get } from '@nestjs/common';

type OpenApi = ReturnType<typeof openApiDocument>;

/** The description of the API, made from the contracts. */
@Public()
@Controller('api')
export class OpenApiController {
  private made: OpenApi | null = null;

  /** Made when it is first asked for: it takes a quarter of a second, which no start should wait for. */
  @Get('openapi.json')
  document(): OpenApi {
    this.made ??= openApiDocument('Entente', '1', routes);
    return this.made;
  }
}
