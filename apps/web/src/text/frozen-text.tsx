import { blocksOf, wordsOf, type CanonicalNode, type Labels } from '@entente/document';
import type { ReactNode } from 'react';
import { anchorOf } from './outline.js';
import type { ReadText } from './read-text.js';

/** A text that does not change any more, numbered, with an anchor for each provision. */
export function FrozenText({ text }: { text: ReadText }): ReactNode {
  return (
    <article className="legal-text frozen">
      {text.sections.map(({ document, kind, tree }) => {
        const label = text.labels.get(document);
        return (
          <section
            key={document}
            id={anchorOf(label?.citation ?? document)}
            className={`entente-${kind}-section`}
          >
            {label !== undefined && label.marker !== '' && <p className="frozen-number">{label.marker}</p>}
            {blocksOf(tree).map((node, at) => (
              <FrozenBlock key={node[1]['id'] ?? at} node={node} labels={text.labels} />
            ))}
          </section>
        );
      })}
    </article>
  );
}

/** One block with what is in it. */
export function FrozenBlock({ node, labels }: { node: CanonicalNode; labels: Labels }): ReactNode {
  const [name, attributes] = node;
  const id = attributes['id'];
  const label = id === undefined ? undefined : labels.get(id);
  const anchor = label === undefined ? undefined : anchorOf(label.citation);
  const inside = (
    <>
      {label !== undefined && label.marker !== '' && <span className="frozen-marker">{label.marker}</span>}
      {wordsOf(node)}
      {blocksOf(node).map((child, at) => (
        <FrozenBlock key={child[1]['id'] ?? at} node={child} labels={labels} />
      ))}
    </>
  );
  if (name === 'actTitle') return <h2 className="entente-actTitle">{inside}</h2>;
  if (name === 'heading') {
    return (
      <h3 id={anchor} className="entente-heading">
        {inside}
      </h3>
    );
  }
  return (
    <div id={anchor} className={`frozen-block entente-${name}`}>
      {inside}
    </div>
  );
}
