import type { OpenProcedure } from '@entente/contracts';
import { err, ok } from '@entente/kernel';
import { Refusal } from '@entente/nest-platform';
import { Injectable } from '@nestjs/common';
import { plainVote } from './opening.js';
import type { TermsMaker } from './procedures.service.js';

/** The terms that an opening on the wire asks for. */
@Injectable()
export class Openings {
  by(opening: OpenProcedure): TermsMaker {
    if ('rule' in opening) return (facts) => ok(plainVote(opening.packageHash, facts));
    return () => err(new Refusal('RULEBOOK_UNKNOWN'));
  }
}
