import type { Procedure, Position } from '@entente/contracts';
import type { PackageId, ProcedureId } from '@entente/kernel';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { waitFor } from '@entente/testing';
import { keys } from '../api/keys.js';
import { hashOf, position } from '../board/board.kit.js';
import { Rereading, type Reads } from './rereading.js';

const PACKAGE = 'a-package' as PackageId;
const [SILENCE, VOTE] = ['silence', 'vote'] as ProcedureId[] as [ProcedureId, ProcedureId];
const LIST = keys.procedures(PACKAGE);
const BOARD = keys.positions(PACKAGE);

/** As much of a procedure as is told apart here; the whole of one would be two hundred lines that nothing reads. */
const procedure = (id: ProcedureId, state: string) => ({ id, state }) as unknown as Procedure;

/** A page that shows procedures and positions, and what it read, in order; answers are given by hand. */
class Page {
  readonly client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity, retry: false } } });
  readonly read: string[] = [];
  readonly #waiting = new Map<string, (answer: unknown) => void>();
  readonly rereading: Rereading;

  constructor() {
    const reads: Reads = {
      procedure: (id) => this.#reading(`procedure ${id}`) as ReturnType<Reads['procedure']>,
      positions: (since) =>
        this.#reading(`positions since ${String(since)}`) as ReturnType<Reads['positions']>,
    };
    this.rereading = new Rereading(this.client, PACKAGE, reads);
    this.#shows(LIST, 'all procedures', {
      procedures: [procedure(VOTE, 'open'), procedure(SILENCE, 'broken')],
    });
    this.#shows(BOARD, 'all positions', {
      provisions: {},
      positions: [position('AU', 'p1', hashOf('a'), {}), position('CA', 'p1', hashOf('a'), {})],
      upTo: 2,
    });
  }

  answer(what: string, answer: unknown): void {
    this.#waiting.get(what)?.(answer);
  }

  states = (): readonly string[] =>
    this.client.getQueryData<{ procedures: Procedure[] }>(LIST)?.procedures.map(({ state }) => state) ?? [];

  said = (): readonly string[] =>
    this.client
      .getQueryData<{ positions: Position[] }>(BOARD)
      ?.positions.map(({ partner, position: said }) => `${partner} ${said}`) ?? [];

  #shows(queryKey: readonly string[], what: string, held: unknown): void {
    this.client.setQueryData(queryKey, held);
    new QueryObserver(this.client, { queryKey, queryFn: () => this.#reading(what) }).subscribe(
      () => undefined,
    );
  }

  #reading(what: string): Promise<unknown> {
    this.read.push(what);
    return new Promise((resolve) => this.#waiting.set(what, resolve));
  }
}

describe('what a page reads again', () => {
  it('[R230] is the procedure that went on, put where it stood', async () => {
    const page = new Page();
    page.rereading.changed({ topics: ['procedures'], procedures: [VOTE] });
    expect(page.read).toEqual(['procedure vote']);
    page.answer('procedure vote', procedure(VOTE, 'adopted'));
    await waitFor('the new state', () => page.states()[0] === 'adopted');
    expect(page.states()).toEqual(['adopted', 'broken']);
  });

  it('[R230] is every procedure, where none is named or one is not known here', () => {
    const page = new Page();
    page.rereading.changed({ topics: ['procedures'], procedures: null });
    expect(page.read).toEqual(['all procedures']);
    const other = new Page();
    other.rereading.changed({ topics: ['procedures'], procedures: ['a new one' as ProcedureId] });
    expect(other.read).toEqual(['all procedures']);
  });

  it('[R230] begins again with each note: what an earlier reading answers is put nowhere', async () => {
    const page = new Page();
    page.rereading.changed({ topics: ['procedures'], procedures: [VOTE] });
    // It arrives only after the next note.
    page.answer('procedure vote', procedure(VOTE, 'as it was'));
    page.rereading.changed({ topics: ['procedures'], procedures: [VOTE] });
    expect(page.read).toEqual(['procedure vote', 'procedure vote']);
    page.answer('procedure vote', procedure(VOTE, 'as it is'));
    await waitFor('the later answer', () => page.states()[0] === 'as it is');
  });

  it('[R230] is all of it where all of it is on its way already, and a single answer never covers that', async () => {
    const page = new Page();
    page.rereading.changed({ topics: ['procedures'], procedures: [VOTE] });
    page.rereading.changed({ topics: ['package', 'procedures'], procedures: null });
    page.rereading.changed({ topics: ['procedures'], procedures: [VOTE] });
    expect(page.read.filter((what) => what === 'procedure vote')).toHaveLength(1);
    page.answer('procedure vote', procedure(VOTE, 'long ago'));
    page.answer('all procedures', { procedures: [procedure(VOTE, 'now')] });
    await waitFor('all of it', () => page.states().join() === 'now');
  });

  it('[R231] is what was said since, in the place of what was said before', async () => {
    const page = new Page();
    page.rereading.changed({ topics: ['positions'], procedures: null });
    expect(page.read).toEqual(['positions since 2']);
    const later = position('AU', 'p1', hashOf('a'), { position: 'oppose' });
    page.answer('positions since 2', { provisions: {}, positions: [later], upTo: 3 });
    await waitFor('the new position', () => page.said().includes('AU oppose'));
    expect(page.said()).toEqual(['CA support', 'AU oppose']);
    page.rereading.changed({ topics: ['positions'], procedures: null });
    expect(page.read.at(-1)).toBe('positions since 3');
  });

  it('[R231] leaves alone what is newer than the answer', async () => {
    const page = new Page();
    page.rereading.changed({ topics: ['positions'], procedures: null });
    page.client.setQueryData(BOARD, { provisions: {}, positions: [], upTo: 9 });
    const later = position('AU', 'p1', hashOf('a'), { position: 'oppose' });
    page.answer('positions since 2', { provisions: {}, positions: [later], upTo: 3 });
    page.rereading.changed({ topics: ['positions'], procedures: null });
    page.answer('positions since 9', { provisions: {}, positions: [], upTo: 9 });
    await Promise.resolve();
    expect(page.said()).toEqual([]);
  });

  it('[R232] is everything, after the connection was away', () => {
    const page = new Page();
    page.rereading.everything();
    expect(page.read.toSorted()).toEqual(['all positions', 'all procedures']);
  });
});
