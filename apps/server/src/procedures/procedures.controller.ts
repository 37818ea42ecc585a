import { routes } from '@entente/contracts';
import {
  ContractController,
  Implements,
  Input,
  Refusal,
  type AnswerOf,
  type InputOf,
} from '@entente/nest-platform';
import { ClockGuard } from './clock-guard.js';
import { DeadlineCalendar } from './deadline-calendar.js';
import { ProcedureReadings } from './procedure-readings.js';
import { StandingReserves } from './standing-reserves.js';

/** Reading procedures. */
@ContractController()
export class ProceduresController {
  constructor(
    private readonly readings: ProcedureReadings,
    private readonly reserves: StandingReserves,
    private readonly clocks: ClockGuard,
    private readonly calendars: DeadlineCalendar,
  ) {}

  @Implements(routes.standingReserves)
  async standing(
    @Input() { params }: InputOf<typeof routes.standingReserves>,
  ): Promise<AnswerOf<typeof routes.standingReserves>> {
    return { reserves: [...(await this.reserves.now(params.package))] };
  }

  @Implements(routes.clock)
  async clock(): Promise<AnswerOf<typeof routes.clock>> {
    return { now: await this.clocks.now() };
  }

  @Implements(routes.procedures)
  async list(
    @Input() { actor, params }: InputOf<typeof routes.procedures>,
  ): Promise<AnswerOf<typeof routes.procedures>> {
    return { procedures: await this.readings.list(params.package, actor) };
  }

  @Implements(routes.procedure)
  async view(
    @Input() { actor, params }: InputOf<typeof routes.procedure>,
  ): Promise<AnswerOf<typeof routes.procedure>> {
    const view = await this.readings.view(params.procedure, actor);
    if (view === undefined) throw new Refusal('NOT_FOUND');
    return view;
  }

  @Implements(routes.procedureCalendar)
  async calendar(
    @Input() { actor, params }: InputOf<typeof routes.procedureCalendar>,
  ): Promise<AnswerOf<typeof routes.procedureCalendar>> {
    const file = await this.calendars.of(params.procedure, actor.person);
    if (file === undefined) throw new Refusal('NOT_FOUND');
    return file;
  }
}
