import type { ProvisionId } from '@entente/kernel';
import type { OutlineSection } from '../../../text/outline.js';

/** How a provision is cited; its id where the text has not arrived. */
export const citationOf = (outline: readonly OutlineSection[] | undefined, provision: ProvisionId): string =>
  outline?.flatMap(({ provisions }) => provisions).find(({ id }) => id === provision)?.citation ?? provision;
