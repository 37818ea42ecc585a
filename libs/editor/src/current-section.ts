import { Plugin } from 'prosemirror-state';
import { Decoration, DecorationSet } from 'prosemirror-view';
import { sectionAround } from './section-places.js';

/**
 * Marks the sections at both ends of the selection, so that the style sheet always lays them out. Chromium (156) may crash when an
 * input method composes in a section that `content-visibility: auto` has left out and a script has just put the caret into.
 */
export function markCurrentSection(): Plugin {
  return new Plugin({
    props: {
      decorations: ({ doc, selection }) => {
        const ends = [sectionAround(selection.$anchor), sectionAround(selection.$head)].filter(
          (end) => end !== null,
        );
        const places = ends.filter((end, index) => index === 0 || end.index !== ends[0]?.index);
        const marks = places.map(({ pos, node }) =>
          Decoration.node(pos, pos + node.nodeSize, { class: 'entente-current' }),
        );
        return DecorationSet.create(doc, marks);
      },
    },
  });
}
