import { instant, type DelegationCode, type DocumentId, type Instant } from '@entente/kernel';
import type { Clock, MandateId, PersonId } from '@entente/kernel';
import type { SignedIn } from '@entente/nest-platform';
import { LivePerson } from './live-person.js';
import type { PackageRooms, RoomFacts } from './package-rooms.js';

const document = '00000000-0000-4000-8000-000000000001' as DocumentId;
const delegation = 'FR' as DelegationCode;

class At implements Clock {
  at = 1_000;
  now(): Instant {
    return instant(this.at);
  }
}

function delegate(from: number, to: number | null): SignedIn {
  return {
    person: '00000000-0000-4000-8000-000000000002' as PersonId,
    name: 'A',
    delegation,
    delegationKind: 'partner',
    roles: ['delegate'],
    mandates: [
      { id: 'm' as MandateId, power: 'speak', from: instant(from), to: to === null ? null : instant(to) },
    ],
  };
}

function facts(delegationsMay: RoomFacts['delegationsMay'], parties: DelegationCode[]): RoomFacts {
  return {
    subject: { kind: 'package', parties },
    delegationsMay,
    documents: new Map([[document, { kind: 'article', removed: false }]]),
  };
}

/** Rooms of one package, whose facts are replaced as a reading replaces them. */
class Rooms implements Pick<PackageRooms, 'facts' | 'factsOf'> {
  now = facts('write', [delegation]);
  facts(): RoomFacts {
    return this.now;
  }
  factsOf(asked: DocumentId): RoomFacts | undefined {
    return asked === document ? this.now : undefined;
  }
}

describe('the person behind a socket', () => {
  it('[S168] has the rights of the instant: a mandate that begins or ends, without anybody saying so', () => {
    const clock = new At();
    const person = new LivePerson({ actor: delegate(2_000, 3_000), session: 's' }, new Rooms(), clock);
    const access = [1_999, 2_000, 2_999, 3_000, 2_500, 1_000].map((at) => {
      clock.at = at;
      return person.accessTo(document);
    });
    expect(access).toEqual(['read', 'write', 'write', 'read', 'write', 'read']);
  });

  it('[S168] has other rights from the moment on when the package or the person is read again', () => {
    const [clock, rooms] = [new At(), new Rooms()];
    const person = new LivePerson({ actor: delegate(0, null), session: 's' }, rooms, clock);
    const seen = [person.accessTo(document)];
    rooms.now = facts('suggest', [delegation]);
    seen.push(person.accessTo(document));
    person.refresh(delegate(0, 500));
    seen.push(person.accessTo(document));
    rooms.now = facts('suggest', []);
    seen.push(person.accessTo(document));
    expect(seen).toEqual(['write', 'suggest', 'read', 'none']);
    expect(person.accessTo('00000000-0000-4000-8000-000000000009' as DocumentId)).toBe('none');
  });
});
