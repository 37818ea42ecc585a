import type { DelegationCode, Instant } from '@entente/kernel';
import { createIntl } from 'react-intl';
import { boardOf } from '../board/board.js';
import { hashes, hashOf, partner, position, section } from '../board/board.kit.js';
import { en } from '../messages/en.js';
import { slowedBy } from './attention.js';
import { pointsCsv, slowedCsv } from './desk-csv.js';
import { pointsOf } from './points.js';

const intl = createIntl({ locale: 'en', messages: en });
const t: Parameters<typeof pointsCsv>[2] = (id, values) => intl.formatMessage({ id }, values);
const partners = [partner('AU', 1), partner('CA', 2)];
const board = boardOf(partners, [section], hashes, [
  position('AU', 'p1', hashOf('a'), {}),
  position('CA', 'p1', hashOf('a'), { position: 'reserve', reserve: 'scrutiny', at: 1_000 as Instant }),
  position('CA', 'p2', hashOf('a'), {}),
]);
const lines = (csv: string): readonly string[] => csv.replace('\uFEFF', '').trimEnd().split('\r\n');

describe('tables of the desk as CSV', () => {
  it('have each provision with what everybody says, in the order of the text', () => {
    expect(lines(pointsCsv(pointsOf(board, []), partners, t))).toEqual([
      'Provision,AU,CA,Not there yet,Mark',
      'p1,Support,Scrutiny or other reserve,CA,',
      'p2,No position yet,"Support, given for other words",AU CA,',
    ]);
  });

  it('have each live reserve with its owner and an instant that every program reads', () => {
    const named = (code: DelegationCode): string => (code === 'CA' ? 'Canada' : code);
    const [head, ...rest] = lines(slowedCsv(slowedBy([], board), named, t));
    expect(head).toBe('Owner,Kind,On,Since');
    expect(rest).toEqual([`Canada (CA),${t('reserve.scrutiny')},p1,1970-01-01T00:00:01.000Z`]);
  });
});
