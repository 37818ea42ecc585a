import type { PublicationPreview } from '@entente/contracts';
import { Check as CheckMark, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatInstant } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { Check } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';

type PreviewProps = {
  readonly preview: PublicationPreview;
  /** Ids of words that who publishes lets appear. */
  readonly words: readonly string[];
  readonly onWords: (words: readonly string[]) => void;
};

/** What the public will read and what it will not, before the button is pressed. */
export function PreviewOfPublication({ preview, words, onWords }: PreviewProps): ReactNode {
  const t = useT();
  const { entries, whole, complete, amends, corrigenda, corrigendumUntil } = preview;
  const appear = entries.filter(({ state }) => state === 'adopted');
  const left = entries.filter(({ state }) => state !== 'adopted');
  return (
    <>
      {amends.length > 0 && <Notice>{t('preview.amends', { addresses: amends.join(', ') })}</Notice>}
      {corrigenda > 0 && <Notice>{t('preview.corrigenda', { count: corrigenda })}</Notice>}
      {corrigendumUntil !== null && (
        <Notice tone="warn">{t('preview.corrigendumRuns', { at: formatInstant(corrigendumUntil) })}</Notice>
      )}
      {entries.length > 0 && (
        <section className="stack-tight" aria-label={t('preview.appears')}>
          <h3>{t('preview.appears')}</h3>
          <EntryList entries={appear} />
          <p className="quiet small">{t('preview.framework')}</p>
        </section>
      )}
      {!whole && (
        <section className="stack-tight" aria-label={t('preview.leftOut')}>
          <h3>{t('preview.leftOut')}</h3>
          <EntryList entries={left} />
          <p className="quiet small">{t('preview.leftOutMeans')}</p>
          {!complete && <p className="quiet small">{t('preview.amendLater')}</p>}
        </section>
      )}
      <WordsOf preview={preview} words={words} onWords={onWords} />
    </>
  );
}

function EntryList({ entries }: { entries: PublicationPreview['entries'] }): ReactNode {
  const t = useT();
  return (
    <ul className="stack-tight">
      {entries.map(({ id, title, state, added, places }) => {
        const Icon = state === 'adopted' ? CheckMark : EyeOff;
        return (
          <li key={id} className="row-tight">
            <Icon size={16} aria-hidden="true" />
            <span>
              <strong>{title}</strong> <span className="quiet">{t(`preview.state.${state}`)}</span>
              {added && <span className="quiet"> {t('preview.added')}</span>}
              {places.length > 0 && <span className="quiet small"> ({places.join('; ')})</span>}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** Reasons and declarations. Who publishes has read those that may name what is left out, and says which do not. */
function WordsOf({ preview, words, onWords }: PreviewProps): ReactNode {
  const t = useT();
  const of = (appears: PublicationPreview['words'][number]['appears']) =>
    preview.words.filter((one) => one.appears === appears);
  const [always, asked, never] = [of('always'), of('asked'), of('never')];
  return (
    <>
      {always.length > 0 && (
        <section className="stack-tight" aria-label={t('preview.words')}>
          <h3>{t('preview.words')}</h3>
          <WordList words={always} />
        </section>
      )}
      {asked.length > 0 && (
        <fieldset className="stack-tight">
          <legend>{t('preview.asked')}</legend>
          <p className="quiet small">{t('preview.askedMeans')}</p>
          {asked.map((one) => (
            <Check
              key={one.id}
              label={wordsLabel(t, one)}
              checked={words.includes(one.id)}
              onChange={(checked) => {
                onWords(checked ? [...words, one.id] : words.filter((id) => id !== one.id));
              }}
            />
          ))}
        </fieldset>
      )}
      {never.length > 0 && (
        <section className="stack-tight" aria-label={t('preview.wordsNot')}>
          <h3>{t('preview.wordsNot')}</h3>
          <WordList words={never} />
        </section>
      )}
    </>
  );
}

function WordList({ words }: { words: PublicationPreview['words'] }): ReactNode {
  const t = useT();
  return (
    <ul>
      {words.map((one) => (
        <li key={one.id}>{wordsLabel(t, one)}</li>
      ))}
    </ul>
  );
}

function wordsLabel(
  t: ReturnType<typeof useT>,
  { kind, partners, about, text }: PublicationPreview['words'][number],
): string {
  const who = partners.length === 0 ? t('preview.office') : partners.join(', ');
  const on = about.length === 0 ? '' : ` ${t('preview.about', { entries: about.join(', ') })}`;
  return `${who}, ${t(`preview.kind.${kind}`)}${on}: ${text}`;
}
