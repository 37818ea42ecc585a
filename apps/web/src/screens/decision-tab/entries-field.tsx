import { bindableUnits } from '@entente/formats';
import { Plus, X } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import type { WrittenEntry } from '../../decision/opening.js';
import { useT } from '../../messages/use-t.js';
import type { ReadText } from '../../text/read-text.js';
import { wordsWithin } from '../../text/words-within.js';
import { Button } from '../../ui/button.js';
import { Check, SelectField, TextField } from '../../ui/field.js';

export type EntriesWritten = { readonly entries: readonly WrittenEntry[]; readonly framework: boolean };

type EntriesProps = {
  readonly written: EntriesWritten;
  readonly matrix: boolean;
  /** The frozen text; null while it is being read. */
  readonly text: ReadText | null;
  readonly onChange: (written: EntriesWritten) => void;
};

/**
 * The targets of a matrix, or the entries that an objection may fell by themselves, each with the provisions that it is: fixed and hashed
 * at opening, and left out of what is published where it is not adopted.
 */
export function EntriesField({ written, matrix, text, onChange }: EntriesProps): ReactNode {
  const t = useT();
  const { entries, framework } = written;
  const change = (at: number, entry: WrittenEntry): void => {
    onChange({ ...written, entries: entries.map((one, index) => (index === at ? entry : one)) });
  };
  return (
    <fieldset className="stack-tight">
      <legend>{t(matrix ? 'open.targets' : 'open.entries')}</legend>
      <p className="quiet small">{t('open.entriesMean')}</p>
      {entries.map((entry, at) => (
        <EntryField
          // Entries have no name before they are written; their order is what they are.
          key={String(at)}
          number={at + 1}
          entry={entry}
          others={entries}
          text={text}
          onChange={(changed) => {
            change(at, changed);
          }}
        />
      ))}
      <div>
        <Button
          icon={Plus}
          onClick={() => {
            onChange({ ...written, entries: [...entries, { title: '', provisions: [] }] });
          }}
        >
          {t('open.addEntry')}
        </Button>
      </div>
      {!matrix && (
        <Check
          label={t('open.framework')}
          checked={framework}
          onChange={(checked) => {
            onChange({ ...written, framework: checked });
          }}
        />
      )}
    </fieldset>
  );
}

type EntryProps = {
  readonly number: number;
  readonly entry: WrittenEntry;
  readonly others: readonly WrittenEntry[];
  readonly text: ReadText | null;
  readonly onChange: (entry: WrittenEntry) => void;
};

const NONE = '';

function EntryField({ number, entry, others, text, onChange }: EntryProps): ReactNode {
  const t = useT();
  const { title, provisions } = entry;
  const units = useUnits(text, others);
  const citation = (unit: string): string => text?.labels.get(unit)?.citation ?? unit;
  return (
    <div className="stack-tight">
      <TextField
        label={t('open.entryTitle', { number })}
        value={title}
        onChange={(changed) => {
          onChange({ ...entry, title: changed });
        }}
      />
      <SelectField
        label={t('open.entryProvision', { number })}
        value={NONE}
        options={[{ value: NONE, label: t('open.chooseProvision') }, ...units]}
        onChange={(unit) => {
          if (unit === NONE) return;
          const named = title.trim() === '' && text !== null ? wordsWithin(text, unit) : title;
          onChange({ title: named, provisions: [...provisions, unit] });
        }}
      />
      {provisions.length > 0 && (
        <ul className="row">
          {provisions.map((unit) => (
            <li key={unit}>
              <Button
                icon={X}
                onClick={() => {
                  onChange({ ...entry, provisions: provisions.filter((one) => one !== unit) });
                }}
              >
                {t('open.removeProvision', { citation: citation(unit) })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What an entry may still name, each with its number and first words. */
function useUnits(text: ReadText | null, entries: readonly WrittenEntry[]) {
  return useMemo(() => {
    if (text === null) return [];
    return bindableUnits(text.sections, entries).map((unit) => {
      const citation = text.labels.get(unit)?.citation ?? unit;
      const words = wordsWithin(text, unit);
      return { value: unit, label: words === '' ? citation : `${citation}: ${words}` };
    });
  }, [text, entries]);
}
