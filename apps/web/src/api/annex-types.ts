import type { annexRoutes, NewAnnex } from '@entente/contracts/annex';
import type { AnswerOf } from './call.js';

/** An annex as one on its release list sees it. */
export type Annex = AnswerOf<(typeof annexRoutes)['annex']>;
export type Marking = NewAnnex['marking'];
