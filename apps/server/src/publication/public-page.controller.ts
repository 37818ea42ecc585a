import { Public, Refusal } from '@entente/nest-platform';
import { Controller, Get, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import { PublicationService } from './publication.service.js';

const FILE = /^(jsp-[1-9][0-9]{0,8}-[0-9]{2})\.json$/;

/** What anyone reads, under one address that does not move. */
@Public()
@Controller('publications')
export class PublicPageController {
  constructor(private readonly publications: PublicationService) {}

  @Get(':name')
  async read(@Param('name') name: string, @Res() response: Response): Promise<void> {
    const [, slug] = FILE.exec(name) ?? [];
    const found = slug === undefined ? undefined : await this.publications.bytes(slug);
    if (found === undefined) throw new Refusal('NOT_FOUND');
    // Published bytes never change, but a reader may keep an address for years: ask again each time, answer 304.
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('ETag', `"${found.packageHash}"`);
    sendFile(response, found.bytes);
  }
}

function sendFile(response: Response, bytes: Uint8Array): void {
  response.type('application/json');
  // Anyone may check it from a page of their own.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.send(Buffer.from(bytes));
}
