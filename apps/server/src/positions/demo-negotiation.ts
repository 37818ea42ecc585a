import type { PositionKind, ReserveKind } from '@entente/consensus';
import type { TakePosition } from '@entente/contracts';
import type { ProvisionId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { DemoPackage } from '../coalition/index.js';
import { ImportService, PackageText, unwrap } from '../lifecycle/index.js';
import { PositionsService } from './positions.service.js';

const LETTERS: Readonly<Record<string, readonly [PositionKind, ReserveKind | null]>> = {
  S: ['support', null],
  A: ['can_accept', null],
  O: ['oppose', null],
  N: ['no_instructions', null],
  r: ['reserve', 'scrutiny'],
  R: ['reserve', 'substantive'],
  P: ['reserve', 'parliamentary'],
};

/** For each provision of the demo's act one letter a partner, in protocol order: AU CA EU JP KR NO CH GB US; a dot: not yet. */
const BOARD: readonly (readonly [string, string])[] = [
  ['recs__rec_5', 'SSSAASASS'],
  ['recs__rec_9', 'SSSSASASS'],
  ['art_1__para_1', 'SSSSSSSSS'],
  ['art_1__para_2', 'SSSASSASS'],
  ['art_4__para_1', 'SSSAASrSS'],
  ['art_4__para_2', 'SSSSSSSSS'],
  ['art_4__para_3', 'AASAAS.AA'],
  ['art_5__para_1', 'SSSSASASS'],
  ['art_5__para_2', 'SSASASRSS'],
  ['art_6__para_2', 'ASSNASAOS'],
  ['art_9__para_1', 'SASAAS.AR'],
  ['art_9__para_3', 'SSSSSSSSA'],
  ['art_11__para_2', 'SASS.SSSS'],
  ['art_13__para_2', 'SSSAAS.SS'],
  ['art_16__para_1', 'SSSPASASA'],
];

/** What was said with a position, by provision and partner. */
const NOTES: ReadonlyMap<string, string> = new Map([
  ['art_4__para_1 CH', 'The cantons are still being consulted on the entry criteria.'],
  [
    'art_5__para_2 CH',
    'Needs “knowingly”, so that good-faith payments through intermediaries are not caught.',
  ],
  ['art_6__para_2 GB', 'Two weeks are too short for licences that concern ongoing litigation.'],
  [
    'art_9__para_1 US',
    'Each partner lists under its own law: “acting in concert” instead of “by unanimity”.',
  ],
  ['art_16__para_1 JP', 'The Diet committee meets on the sunset clause next week.'],
  ['art_13__para_2 KR', 'Can accept if recital 9 stays.'],
]);

/** The demo's package in negotiation: the act, and what the delegations have said of it so far. */
@Injectable()
export class DemoNegotiation extends DemoPackage {
  constructor(
    private readonly imports: ImportService,
    private readonly text: PackageText,
    private readonly positions: PositionsService,
  ) {
    super();
  }

  async load(act: Uint8Array, chair: SignedIn, delegates: readonly SignedIn[]): Promise<void> {
    const { package: made } = unwrap(await this.imports.import(chair, act, false));
    if (made === null) throw new Error('the demo’s act made no package');
    const provisions = unwrap(await this.text.provisions(made.id));
    for (const [provision, letters] of BOARD) {
      const hash = provisions[provision];
      if (hash === undefined) throw new Error(`the demo’s act has no provision ${provision}`);
      for (const [index, delegate] of delegates.entries()) {
        const said = LETTERS[letters.charAt(index)];
        if (said === undefined) continue;
        const [position, reserve] = said;
        const note = NOTES.get(`${provision} ${delegate.delegation}`) ?? '';
        const taken: TakePosition = { provision: provision as ProvisionId, hash, position, reserve, note };
        unwrap(await this.positions.record(delegate, made.id, taken, provisions));
      }
    }
  }
}
