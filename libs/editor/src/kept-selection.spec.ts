import { schema } from '@entente/document';
import type { Node } from 'prosemirror-model';
import { TextSelection } from 'prosemirror-state';
import { keptSelection } from './kept-selection.js';

function article(document: string, words: string): Node {
  const block = schema.node('paragraph', { id: `${document}-p` }, [
    schema.node('p', null, schema.text(words)),
  ]);
  return schema.node('articleSection', { document, access: 'write' }, [block]);
}

const textOf = (...sections: Node[]): Node => schema.node('doc', null, sections);

describe('the caret when sections come, go and move', () => {
  const one = article('one', 'first article');
  const two = article('two', 'second article');
  const before = textOf(one, two);
  // Before the word `article` of the second section.
  const caret = TextSelection.create(before, one.nodeSize + 3 + 'second '.length);

  it('stays at its words when a section comes in before it', () => {
    const after = textOf(one, article('new', 'a new one'), two);
    const kept = keptSelection(caret, after);
    expect(kept?.$head.parent.textContent).toBe('second article');
    expect(kept?.$head.parentOffset).toBe('second '.length);
  });

  it('goes with its section when that moves', () => {
    const kept = keptSelection(caret, textOf(two, one));
    expect(kept?.$head.parent.textContent).toBe('second article');
    expect(kept?.$head.parentOffset).toBe('second '.length);
  });

  it('is given up when its section has gone', () => {
    expect(keptSelection(caret, textOf(one))).toBeNull();
  });
});
