import { indent, outdent } from './indent.js';
import {
  insertCitation,
  insertHeading,
  insertParagraph,
  insertPoint,
  insertRecital,
  insertSubparagraph,
  moveDown,
  moveUp,
  remove,
} from './insert.js';
import type { Act } from './places.js';
import type { EditorCommand } from './types.js';

const ACTS: Readonly<Record<EditorCommand, Act>> = {
  insertHeading,
  insertCitation,
  insertRecital,
  insertParagraph,
  insertSubparagraph,
  insertPoint,
  indent,
  outdent,
  moveUp,
  moveDown,
  remove,
};

export function actOf(command: EditorCommand): Act {
  return ACTS[command];
}
