import type { ActKind } from '@entente/contracts';
import type { Stance } from '../board/stance.js';
import type { MessageId } from '../messages/en.js';

/** How a mark looks, on the page and on a canvas alike: paths in a box 18 high, and a letter. */
export type Sign = {
  readonly width: number;
  readonly path: string;
  /** Filled faintly, within the path; or empty. */
  readonly wash: string;
  readonly stroke: number;
  /** Name of a token without its dashes. */
  readonly colour: string;
  readonly filled: boolean;
  readonly letter: MessageId | null;
  /** Middle of the letter; on a filled shape it is paper, beside one it has the colour. */
  readonly letterAt: number;
  readonly letterOn: boolean;
};

export type SignName = Stance | `act_${ActKind}` | 'act_none' | 'stage_done' | 'stage_open';

const CIRCLE = 'M9 1a8 8 0 1 1 0 16 8 8 0 1 1 0-16Z';
const DIAMOND = 'M9 .6 17.4 9 9 17.4 .6 9Z';
const SQUARE = 'M1.5 1.5h15v15h-15Z';
const BLOCK = 'M2 4h10v10H2Z';
const RING = 'M7 4.2a4.8 4.8 0 1 1 0 9.6 4.8 4.8 0 1 1 0-9.6Z';
const TICK = 'M2 9.6 5.4 13 11.6 4.6';

type Given = Pick<Sign, 'path' | 'colour' | 'letter'> & Partial<Sign>;

/** A shape with its letter on it. */
const stance = (given: Given): Sign => {
  const filled = given.filled ?? false;
  return { width: 18, wash: '', stroke: 1.4, letterAt: 9, letterOn: filled, ...given, filled };
};

/** A tick, a block and an open ring: no mark of a position has any of them beside its letter. */
const act = (given: Given): Sign => ({
  width: 26,
  wash: '',
  stroke: 1.8,
  filled: false,
  letterAt: 20,
  letterOn: false,
  ...given,
});

const NONE: Given = { path: '', colour: 'ink-3', letter: 'letter.none', stroke: 0 };

export const SIGNS: Readonly<Record<SignName, Sign>> = {
  support: stance({ path: CIRCLE, colour: 'support', letter: 'letter.support', filled: true }),
  can_accept: stance({
    path: CIRCLE,
    colour: 'can-accept',
    letter: 'letter.can_accept',
    wash: 'M9 1a8 8 0 0 0 0 16Z',
  }),
  no_instructions: stance({ path: CIRCLE, colour: 'no-instructions', letter: 'letter.no_instructions' }),
  scrutiny: stance({ path: DIAMOND, colour: 'scrutiny', letter: 'letter.scrutiny' }),
  substantive: stance({ path: DIAMOND, colour: 'substantive', letter: 'letter.substantive', filled: true }),
  oppose: stance({ path: SQUARE, colour: 'oppose', letter: 'letter.oppose', filled: true }),
  not_bound: stance({
    path: `${SQUARE}M1.5 9 9 1.5M1.5 16.5l15-15M9 16.5 16.5 9`,
    colour: 'not-bound',
    letter: 'letter.not_bound',
  }),
  none: stance(NONE),
  act_agree: act({ path: TICK, colour: 'support', letter: 'letter.agree', stroke: 2.4 }),
  act_object: act({ path: BLOCK, colour: 'oppose', letter: 'letter.object', stroke: 0, filled: true }),
  act_abstain: act({ path: RING, colour: 'abstain', letter: 'letter.abstain' }),
  act_abstain_constructive: act({
    path: 'M7 4 12 13.6H2Z',
    colour: 'abstain',
    letter: 'letter.abstain_constructive',
  }),
  act_none: act({ ...NONE, letterAt: 13 }),
  stage_done: act({ path: TICK, colour: 'support', letter: null, stroke: 2.4, width: 14 }),
  stage_open: act({ ...NONE, letterAt: 7, width: 14 }),
};

/** Over a mark that was given for other words. */
export const HATCH = 'M1 17 17 1M1 9 9 1M9 17 17 9';
