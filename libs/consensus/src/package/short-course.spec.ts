import { err, ok, type Hash, type ProcedureId } from '@entente/kernel';
import fc from 'fast-check';
import {
  decidePackage,
  evolvePackage,
  NEW_PACKAGE,
  type Package,
  type PackageCommand,
} from './short-course.js';

const HASH = `sha256:${'a'.repeat(64)}` as Hash;
const OTHER = `sha256:${'b'.repeat(64)}` as Hash;
const p1 = 'p1' as ProcedureId;
const p2 = 'p2' as ProcedureId;

const table = (revision: number, packageHash = HASH): PackageCommand => ({
  type: 'table',
  revision,
  packageHash,
});
const opened = (procedure = p1, packageHash = HASH): PackageCommand => ({
  type: 'open_procedure',
  packageHash,
  procedure,
});
const close = (
  outcome: 'adopted' | 'broken' | 'not_adopted' | 'withdrawn',
  procedure = p1,
): PackageCommand => ({
  type: 'close_procedure',
  procedure,
  outcome,
});
const takeOn = (packageHash = HASH, procedure = p2): PackageCommand => ({
  type: 'take_on',
  packageHash,
  procedure,
});
const publish = (packageHash = HASH): PackageCommand => ({ type: 'publish', packageHash });

function after(...commands: readonly PackageCommand[]): Package {
  let current = NEW_PACKAGE;
  for (const command of commands) {
    const decided = decidePackage(current, command);
    if (!decided.ok) throw new Error(decided.error.code);
    current = decided.value.reduce(evolvePackage, current);
  }
  return current;
}

const states: Readonly<Record<Package['state'], Package>> = {
  drafting: after(table(1), opened(), close('broken')),
  frozen: after(table(1)),
  decision: after(table(1), opened()),
  adopted: after(table(1), opened(), close('adopted')),
  published: after(table(1), opened(), close('adopted'), publish()),
};

describe('the states of a package', () => {
  it('[P3] [P4] lead from drafting to published on one hash', () => {
    expect(states.published).toEqual({ state: 'published', revision: 1, packageHash: HASH, procedure: p1 });
  });

  it('[P26] a part is published only under decision, of the frozen hash, and moves the package nowhere', () => {
    const part = (packageHash = HASH): PackageCommand => ({ type: 'publish_part', packageHash });
    expect(decidePackage(states.decision, part())).toEqual(ok([]));
    expect(decidePackage(states.decision, part(OTHER))).toEqual(
      err({ code: 'HASH_MISMATCH', packageHash: HASH }),
    );
    for (const state of ['drafting', 'frozen', 'adopted', 'published'] as const) {
      expect(decidePackage(states[state], part())).toEqual(err({ code: 'WRONG_STATE', state }));
    }
  });

  it('[P29] corrected words are published as an amendment, of a published package, which stays published', () => {
    const corrected = (packageHash = HASH): PackageCommand => ({ type: 'publish_corrected', packageHash });
    expect(decidePackage(states.published, corrected())).toEqual(ok([]));
    expect(decidePackage(states.published, corrected(OTHER))).toEqual(
      err({ code: 'HASH_MISMATCH', packageHash: HASH }),
    );
    for (const state of ['drafting', 'frozen', 'decision', 'adopted'] as const) {
      expect(decidePackage(states[state], corrected())).toEqual(err({ code: 'WRONG_STATE', state }));
    }
  });

  it('[P1] the text changes only in drafting', () => {
    const editable = Object.values(states).filter((each) => decidePackage(each, { type: 'edit' }).ok);
    expect(editable).toEqual([states.drafting]);
  });

  it('[P2] of two that table at once the second is told that its version is stale', () => {
    expect(decidePackage(states.frozen, table(1))).toEqual(err({ code: 'VERSION_STALE', next: 2 }));
  });

  it('[P2] the next version after an objection is the next number', () => {
    expect(decidePackage(states.drafting, table(1))).toEqual(err({ code: 'VERSION_STALE', next: 2 }));
    expect(after(table(1), opened(), close('broken'), table(2, OTHER))).toEqual({
      state: 'frozen',
      revision: 2,
      packageHash: OTHER,
    });
    expect(decidePackage(NEW_PACKAGE, table(2)).ok).toBe(false);
  });

  it('[P3] a procedure on another hash is refused, with the right one', () => {
    expect(decidePackage(states.frozen, opened(p1, OTHER))).toEqual(
      err({ code: 'HASH_MISMATCH', packageHash: HASH }),
    );
  });

  it('[P3] another hash than the adopted one is not published', () => {
    expect(decidePackage(states.adopted, publish(OTHER))).toEqual(
      err({ code: 'HASH_MISMATCH', packageHash: HASH }),
    );
  });

  it.each(['broken', 'not_adopted', 'withdrawn'] as const)(
    '[P4] a procedure that ends %s returns to drafting',
    (end) => {
      expect(after(table(1), opened(), close(end))).toEqual({
        state: 'drafting',
        revision: 1,
        returned: HASH,
      });
    },
  );

  it('[P27] what came back is taken on by another procedure on exactly its words, under its own number', () => {
    expect(after(table(1), opened(), close('broken'), takeOn())).toEqual({
      state: 'decision',
      revision: 1,
      packageHash: HASH,
      procedure: p2,
    });
    expect(decidePackage(states.drafting, takeOn(OTHER))).toEqual(
      err({ code: 'HASH_MISMATCH', packageHash: HASH }),
    );
    const again = after(table(1), opened(), close('broken'), takeOn(), close('withdrawn', p2));
    expect(again).toEqual(states.drafting);
  });

  it('[P27] nothing is taken on that did not come back from a procedure', () => {
    const resumed = after(table(1), { type: 'resume' });
    for (const one of [NEW_PACKAGE, resumed, states.frozen, states.decision, states.adopted]) {
      expect(decidePackage(one, takeOn())).toEqual(err({ code: 'WRONG_STATE', state: one.state }));
    }
    expect(() => evolvePackage(resumed, { type: 'taken_on', procedure: p2 })).toThrow(
      'the package is drafting',
    );
  });

  it('[P4] another procedure than the one in decision closes nothing', () => {
    expect(decidePackage(states.decision, close('adopted', p2))).toEqual(
      err({ code: 'WRONG_STATE', state: 'decision' }),
    );
  });

  it('[P6] what a state does not allow is refused with the state', () => {
    const commands: Readonly<Record<string, PackageCommand>> = {
      edit: { type: 'edit' },
      table: table(2),
      resume: { type: 'resume' },
      open_procedure: opened(p2),
      take_on: takeOn(),
      close_procedure: close('adopted'),
      publish: publish(),
    };
    const allowed = Object.entries(states).map(([name, state]) => [
      name,
      Object.keys(commands).filter((key) => {
        const command = commands[key];
        return command !== undefined && decidePackage(state, command).ok;
      }),
    ]);
    expect(Object.fromEntries(allowed)).toEqual({
      drafting: ['edit', 'table', 'take_on'],
      frozen: ['resume', 'open_procedure'],
      decision: ['close_procedure'],
      adopted: ['publish'],
      published: [],
    });
    expect(decidePackage(states.adopted, { type: 'resume' })).toEqual(
      err({ code: 'WRONG_STATE', state: 'adopted' }),
    );
    expect(decidePackage(states.frozen, { type: 'resume' })).toEqual(ok([{ type: 'resumed' }]));
  });

  it('[P5] nothing but publish in adopted leads to published, by any sequence of commands', () => {
    const command = fc.oneof(
      fc.constant<PackageCommand>({ type: 'edit' }),
      fc.constant<PackageCommand>({ type: 'resume' }),
      fc
        .record({ revision: fc.integer({ min: 1, max: 4 }), hash: fc.constantFrom(HASH, OTHER) })
        .map(({ revision, hash }) => table(revision, hash)),
      fc.constantFrom(HASH, OTHER).chain((hash) => fc.constantFrom(p1, p2).map((id) => opened(id, hash))),
      fc
        .constantFrom('adopted', 'broken', 'not_adopted', 'withdrawn')
        .chain((end) => fc.constantFrom(p1, p2).map((id) => close(end, id))),
      fc.constantFrom(HASH, OTHER).map((hash) => publish(hash)),
      fc.constantFrom(HASH, OTHER).chain((hash) => fc.constantFrom(p1, p2).map((id) => takeOn(hash, id))),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        let current = NEW_PACKAGE;
        for (const each of commands) {
          const decided = decidePackage(current, each);
          if (!decided.ok) continue;
          const next = decided.value.reduce(evolvePackage, current);
          if (next.state === 'published') expect([current.state, each.type]).toEqual(['adopted', 'publish']);
          expect(next.revision - current.revision).toBe(each.type === 'table' ? 1 : 0);
          if (current.state !== 'drafting' && next.state !== 'drafting') {
            expect(next.packageHash).toBe(current.packageHash);
          }
          if (each.type === 'take_on' && current.state === 'drafting' && next.state === 'decision') {
            expect(next.packageHash).toBe(current.returned);
          }
          current = next;
        }
      }),
      { numRuns: 300 },
    );
  });

  it('[P6] an event that does not follow throws', () => {
    expect(() => evolvePackage(NEW_PACKAGE, { type: 'published' })).toThrow('the package is drafting');
    expect(() => evolvePackage(states.frozen, { type: 'adopted' })).toThrow('the package is frozen');
    expect(() => evolvePackage(states.decision, { type: 'procedure_opened', procedure: p2 })).toThrow(
      'decision',
    );
  });
});
