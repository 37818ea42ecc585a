import { openApiDocument, routes } from '@entente/contracts';
import { Public } from '@entente/nest-platform';
import { Controller, Get } from '@nestjs/common';

const document = openApiDocument('Entente', '1', routes);

/** The description of the API, made from the contracts. */
@Public()
@Controller('api')
export class OpenApiController {
  @Get('openapi.json')
  document(): typeof document {
    return document;
  }
}
