import type { Cause, ProcedureEvent, Test } from '@entente/consensus';
import type { z } from 'zod';
import type { count } from './counts.js';
import type { cause, procedureEvent } from './procedure-events.js';

/** `true` where nothing that the core knows is missing in the schema; the compiler checks it. */
type Complete<Core, Schema> = [Exclude<Core, Schema>] extends [never] ? true : Exclude<Core, Schema>;

describe('the form of a decision record', () => {
  it('[R180] knows every event, cause and test that the core knows', () => {
    const events: Complete<ProcedureEvent['type'], z.infer<typeof procedureEvent>['type']> = true;
    const causes: Complete<Cause, z.infer<typeof cause>> = true;
    const tests: Complete<Test['test'], z.infer<typeof count>['tests'][number]['test']> = true;
    const commands: Complete<
      Extract<ProcedureEvent, { type: 'received' }>['command'],
      Extract<z.infer<typeof procedureEvent>, { type: 'received' }>['command']
    > = true;
    expect([events, causes, tests, commands]).toEqual([true, true, true, true]);
  });
});
