import { publicationFile } from '@entente/contracts';
import { notPublishedHtml, publicationHtml } from '@entente/formats';
import { Public, Refusal } from '@entente/nest-platform';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { createHash } from 'node:crypto';
import { PublicationService } from './publication.service.js';

const SLUG = /^(jsp-[1-9][0-9]{0,8}-[0-9]{2}(?:-amendment-[1-9][0-9]{0,3})?)(\.json)?$/;

/** What anyone reads: the page without a script and the canonical file, under one address that does not move. */
@Public()
@Controller('publications')
export class PublicPageController {
  constructor(private readonly publications: PublicationService) {}

  @Get(':name')
  async read(@Param('name') name: string, @Req() request: Request, @Res() response: Response): Promise<void> {
    const [, slug, json] = SLUG.exec(name) ?? [];
    const found = slug === undefined ? undefined : await this.publications.bytes(slug);
    if (found === undefined) {
      // A person at a browser gets a page; a program, and whoever asked for the file, the problem as data.
      if (name.endsWith('.json') || request.accepts(['json', 'html']) !== 'html')
        throw new Refusal('NOT_FOUND');
      sendHtml(response.status(404), notPublishedHtml());
      return;
    }
    // Published bytes never change, but a reader may keep an address for years: ask again each time, answer 304.
    response.setHeader('Cache-Control', 'no-cache');
    if (json === undefined) {
      // Its entity tag is of the page's own bytes: a later release may set the same text better.
      sendPage(response, found);
    } else {
      response.setHeader('ETag', `"${found.fileHash}"`);
      sendFile(response, found.file);
    }
  }
}

type Found = NonNullable<Awaited<ReturnType<PublicationService['bytes']>>>;

function sendFile(response: Response, bytes: Uint8Array): void {
  response.type('application/json');
  // Anyone may check it from a page of their own.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.send(Buffer.from(bytes));
}

function sendPage(response: Response, { file: bytes, later }: Found): void {
  const file = publicationFile.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  sendHtml(response, publicationHtml(file, later));
}

function sendHtml(response: Response, page: string): void {
  response.type('text/html; charset=utf-8');
  response.setHeader('Content-Security-Policy', policyFor(page));
  response.send(page);
}

/** Nothing but the page's own styles, by their hashes: no script runs here, whatever the text says. */
function policyFor(page: string): string {
  const styles = [...page.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(
    ([, style]) =>
      `'sha256-${createHash('sha256')
        .update(style ?? '')
        .digest('base64')}'`,
  );
  const allowed = styles.length === 0 ? `'none'` : styles.join(' ');
  return `default-src 'none'; style-src ${allowed}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
}
