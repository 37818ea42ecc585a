import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { T, useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import type { ReadText } from '../../text/read-text.js';
import { Button } from '../../ui/button.js';
import { At, HashText } from '../../ui/chips.js';
import { SelectField } from '../../ui/field.js';
import { Empty } from '../../ui/placeholders.js';
import { writePlace } from '../compare/place.js';
import { slugOfNumber } from '../packages/slug.js';
import { ComparisonDialog } from './comparison-dialog.js';

/** The tabled versions, and a comparison of any two, or of one with the draft. */
export function VersionsPanel({ text }: { text: ReadText | null }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const versions = view.versions.toSorted((a, b) => b.revision - a.revision);
  const newest = versions[0];
  const history = <Link to={`/p/${slugOfNumber(view.number)}/history`}>{t('versions.history')}</Link>;
  if (newest === undefined) {
    return (
      <Empty title={t('versions.none')} text={t('versions.noneText')}>
        {history}
      </Empty>
    );
  }
  const base = `/p/${slugOfNumber(view.number)}/v`;
  return (
    <div className="stack">
      <ol className="versions" aria-label={t('versions.caption')}>
        {versions.map(({ revision, packageHash, tabled }) => (
          <li key={revision} className="version">
            <Link to={`${base}/REV${String(revision)}`}>{t('versions.rev', { revision })}</Link>
            <span className="quiet small">
              <T
                id="versions.by"
                values={{
                  name: tabled.name,
                  delegation: tabled.delegation,
                  at: () => <At key="at" ms={tabled.at} />,
                }}
              />
            </span>
            <HashText hash={packageHash} />
          </li>
        ))}
      </ol>
      <CompareForm newest={newest.revision} text={text} />
      {history}
    </div>
  );
}

function CompareForm({ newest, text }: { newest: number; text: ReadText | null }): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const [from, setFrom] = useState(String(newest));
  const [to, setTo] = useState('draft');
  const [open, setOpen] = useState(false);
  const revisions = view.versions.map(({ revision }) => ({
    value: String(revision),
    label: t('versions.rev', { revision }),
  }));
  const place = writePlace({
    from: Number(from),
    to: to === 'draft' ? null : Number(to),
    view: 'side',
    changed: false,
  });
  return (
    <div className="stack-tight">
      <h3>{t('versions.compare')}</h3>
      <SelectField label={t('versions.from')} value={from} options={revisions} onChange={setFrom} />
      <SelectField
        label={t('versions.to')}
        value={to}
        options={[{ value: 'draft', label: t('versions.draft') }, ...revisions]}
        onChange={setTo}
      />
      <div>
        <Button
          onClick={() => {
            setOpen(true);
          }}
        >
          {t('versions.show')}
        </Button>{' '}
        <Link
          className="button button-plain"
          to={`/p/${slugOfNumber(view.number)}/compare?${place.toString()}`}
        >
          {t('compare.asPage')}
        </Link>
      </div>
      {open && (
        <ComparisonDialog
          from={Number(from)}
          to={to === 'draft' ? null : Number(to)}
          draft={text}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </div>
  );
}
