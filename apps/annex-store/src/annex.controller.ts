import { may, type Subject } from '@entente/access';
import { annexRoutes, newAnnex, type Annex, type NewAnnex } from '@entente/contracts/annex';
import { instant } from '@entente/kernel';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  refusalOf,
  SubjectRegistry,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { Inject, Req, Res, type OnModuleInit } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AnnexService } from './annex.service.js';

const LONGEST_HEADER = 16_384;

@ContractController('annex/v1')
export class AnnexController implements OnModuleInit {
  constructor(
    @Inject(AnnexService) private readonly service: AnnexService,
    @Inject(SubjectRegistry) private readonly subjects: SubjectRegistry,
  ) {}

  onModuleInit(): void {
    this.subjects.register('annex', (id) => this.service.subjectOf(id));
  }

  /** The list itself is what one may know: it names no annex that is not released. */
  @Implements(annexRoutes.annexes, { subject: 'asked-in-method' })
  async annexes(
    @Input() { actor, query }: InputOf<typeof annexRoutes.annexes>,
  ): Promise<AnswerOf<typeof annexRoutes.annexes>> {
    return { annexes: await this.service.list(query.package, actor.delegation) };
  }

  @Implements(annexRoutes.depositAnnex, { subject: 'asked-in-method' })
  async deposit(
    @Input() { actor, raw }: InputOf<typeof annexRoutes.depositAnnex>,
    @Req() request: Request,
  ): Promise<Annex> {
    const own: Subject = { kind: 'annex', owner: actor.delegation, releasedTo: [] };
    const verdict = may(actor, 'annex.deposit', own, instant(Date.now()));
    if (!verdict.ok) throw refusalOf(verdict.error);
    return this.service.deposit(actor, metadataOf(request), raw);
  }

  @Implements(annexRoutes.annex)
  async annex(@Input() { actor, params }: InputOf<typeof annexRoutes.annex>): Promise<Annex> {
    return this.service.find(params.annex, actor.delegation);
  }

  /** Sends the bytes itself: they are no JSON. The salt goes with them, so that the reader can open the commitment later. */
  @Implements(annexRoutes.openAnnex)
  async open(
    @Input() { actor, params, body }: InputOf<typeof annexRoutes.openAnnex>,
    @Res() response: Response,
  ): Promise<void> {
    const { annex, content, opening } = await this.service.open(params.annex, actor, body.purpose);
    response
      .status(200)
      .set({
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': 'attachment',
        'Cache-Control': 'no-store',
        'Entente-Media-Type': annex.mediaType,
        'Entente-Commitment': annex.commitment,
        'Entente-Opening': String(opening),
        'Entente-Salt': content.salt.toString('hex'),
      })
      .end(content.bytes);
  }

  @Implements(annexRoutes.annexOpenings)
  async openings(
    @Input() { actor, params }: InputOf<typeof annexRoutes.annexOpenings>,
  ): Promise<AnswerOf<typeof annexRoutes.annexOpenings>> {
    return { openings: await this.service.openings(params.annex, actor) };
  }

  @Implements(annexRoutes.releaseAnnex)
  async release(@Input() { actor, params, body }: InputOf<typeof annexRoutes.releaseAnnex>): Promise<Annex> {
    return this.service.release(params.annex, actor, body.releasableTo);
  }
}

/** The `Entente-Annex` header: JSON, URI-encoded, because a header holds no other letters. */
function metadataOf(request: Request): NewAnnex {
  const header = request.headers['entente-annex'];
  if (typeof header !== 'string' || header.length > LONGEST_HEADER) throw new Refusal('INPUT_INVALID');
  let value: unknown;
  try {
    value = JSON.parse(decodeURIComponent(header));
  } catch {
    throw new Refusal('INPUT_INVALID', {
      faults: [{ at: 'Entente-Annex', message: 'not URI-encoded JSON' }],
    });
  }
  const parsed = newAnnex.safeParse(value);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    at: ['Entente-Annex', ...path.map(String)].join('.'),
    message,
  }));
  throw new Refusal('INPUT_INVALID', { faults });
}
