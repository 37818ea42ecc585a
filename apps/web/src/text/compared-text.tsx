import type { Comparison, ProvisionChange, SectionChange } from '@entente/document';
import type { ReactNode } from 'react';
import { useT, type Translate } from '../messages/use-t.js';
import { Words } from './words.js';

/** A comparison as one text: only sections in which something changed, whole, so that the change reads in its place. */
export function ComparedText({ comparison }: { comparison: Comparison }): ReactNode {
  const t = useT();
  const shown = comparison.sections.filter(hasChange);
  return (
    <div className="legal-text compared">
      {shown.map((section) => (
        <section key={section.document} className="compared-section">
          <h3 className="compared-name">
            {(section.after ?? section.before)?.citation ?? t(`section.${section.kind}`)}
            <Tag change={section} t={t} />
          </h3>
          {section.provisions.map((one, at) => (
            <ComparedProvision key={one.id ?? `block ${String(at)}`} one={one} />
          ))}
        </section>
      ))}
    </div>
  );
}

function ComparedProvision({ one }: { one: ProvisionChange }): ReactNode {
  const t = useT();
  const marker = (one.after ?? one.before)?.marker ?? '';
  const name = `compared-block compared-${one.node} compared-is-${one.change}`;
  return (
    <div className={name} style={{ marginInlineStart: `${String(one.depth * 2)}em` }}>
      {marker !== '' && <span className="compared-marker">{marker}</span>}
      <span>
        <Words runs={one.words} />
        <Tag change={one} t={t} />
      </span>
    </div>
  );
}

function Tag({ change, t }: { change: ProvisionChange | SectionChange; t: Translate }): ReactNode {
  const before = change.before?.citation;
  if (change.change === 'added') return <span className="chip chip-added">{t('versions.added')}</span>;
  if (change.change === 'removed') return <span className="chip chip-removed">{t('versions.removed')}</span>;
  if (change.moved && before !== undefined) {
    return <span className="chip">{t('versions.movedFrom', { before })}</span>;
  }
  return null;
}

function hasChange({ change, moved, provisions }: SectionChange): boolean {
  return change !== 'same' || moved || provisions.some((one) => one.change !== 'same' || one.moved);
}
