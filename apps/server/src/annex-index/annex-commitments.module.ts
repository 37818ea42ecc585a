import { Module } from '@nestjs/common';
import { AnnexCommitments } from './annex-commitments.js';

/** What tabling a version needs of the index; imports nothing, so that lifecycle can import it. */
@Module({ providers: [AnnexCommitments], exports: [AnnexCommitments] })
export class AnnexCommitmentsModule {}
