import { routes } from '@entente/contracts';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { DecisionRecords } from './decision-record.js';
import { RecordPdf } from './paper/record-pdf.js';

/** The record of a decision, as data and on paper, as its reader may see it. */
@ContractController()
export class RecordsController {
  constructor(
    private readonly records: DecisionRecords,
    private readonly paper: RecordPdf,
  ) {}

  @Implements(routes.decisionRecord)
  async record(
    @Input() { actor, params }: InputOf<typeof routes.decisionRecord>,
  ): Promise<AnswerOf<typeof routes.decisionRecord>> {
    const record = await this.records.of(params.procedure, actor);
    if (record === undefined) throw new Refusal('NOT_FOUND');
    return record;
  }

  @Implements(routes.decisionRecordPdf)
  async recordOnPaper(
    @Input() { actor, params }: InputOf<typeof routes.decisionRecordPdf>,
  ): Promise<AnswerOf<typeof routes.decisionRecordPdf>> {
    const record = await this.records.of(params.procedure, actor);
    if (record === undefined) throw new Refusal('NOT_FOUND');
    const slug = record.package.number.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
    const filename = `${slug}-rev${String(record.package.revision)}-decision-record.pdf`;
    return { filename, content: Buffer.from(await this.paper.print(record)).toString('base64') };
  }
}
