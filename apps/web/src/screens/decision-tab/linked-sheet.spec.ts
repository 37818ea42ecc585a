import type { Procedure } from '@entente/contracts';
import { linkedSheet } from './linked-sheet.js';

/** Only what a link asks of a procedure. */
const procedure = (id: string, state: Procedure['state']): Procedure =>
  ({ id, state }) as unknown as Procedure;

const running = procedure('two', 'open');
const procedures = [running, procedure('one', 'adopted')];
const to = (act: string, on: string | null = 'two'): ReturnType<typeof linkedSheet> =>
  linkedSheet({ act, procedure: on }, procedures);

describe('a link to an act', () => {
  it('opens the sheet that it names on the procedure that runs', () => {
    expect(to('extend')).toEqual({ sheet: 'extend', procedure: running });
    expect(to('confirm_result')).toEqual({ sheet: 'order', order: 'confirm_result', procedure: running });
  });

  it('opens nothing on a procedure that has ended, or on none', () => {
    expect([to('extend', 'one'), to('extend', 'three'), to('extend', null)]).toEqual([null, null, null]);
    expect(linkedSheet({ act: 'extend', procedure: 'one' }, [procedure('one', 'broken')])).toBeNull();
  });

  it('opens no sheet that it may not: votes, and words that are none', () => {
    expect([to('vote'), to('end_reserve'), to('constructor'), to('')]).toEqual([null, null, null, null]);
  });

  it('opens a procedure only where none runs', () => {
    expect(to('open', null)).toBeNull();
    expect(linkedSheet({ act: 'open', procedure: null }, [])).toEqual({ sheet: 'open' });
  });
});
