import type { Procedure, VersionView } from '@entente/contracts';
import { correctText, type AskedPassage, type Passage, type PassageFault } from '@entente/document';
import { sealedPackageHash, sealText } from '@entente/formats';
import { err, ok, type AnnexId, type Hash, type Result } from '@entente/kernel';
import { useDeferredValue, useMemo, useState, type ReactNode } from 'react';
import { useT, type Translate } from '../../messages/use-t.js';
import { HashText } from '../../ui/chips.js';
import { TextField } from '../../ui/field.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { useAsking } from '../ask-core.js';
import { Passages } from '../passages.js';
import { useWordsUnderDecision, type WordsUnderDecision } from '../words-under-decision.js';
import { NEW_PASSAGE, PassageFields } from './passage-fields.js';
import { ProcedureSheet } from './procedure-sheet.js';
import { useNonce, useRecording } from './use-recording.js';

type SheetProps = { readonly procedure: Procedure; readonly onClose: () => void };

/** The secretariat corrects the form: *for* some words *read* others, on the words under decision; every partner has a day to contest it. */
export function CorrigendumSheet({ procedure, onClose }: SheetProps): ReactNode {
  const t = useT();
  const [note, setNote] = useState('');
  const [written, setWritten] = useState<readonly AskedPassage[]>([NEW_PASSAGE]);
  const { words, error } = useWordsUnderDecision(procedure);
  const made = useMade(words, useDeferredValue(written));
  const id = useNonce();
  const file = useRecording('fileCorrigendum');
  const asking = useAsking(procedure);
  return (
    <ProcedureSheet
      procedure={procedure}
      title={t('corrigendum.file')}
      what={t('corrigendum.what', { revision: procedure.revision, count: written.length })}
      next={t(procedure.state === 'adopted' ? 'corrigendum.nextAdopted' : 'corrigendum.next')}
      submit={t('corrigendum.submit')}
      reason={reasonAgainst()}
      call={file}
      recordedAs={id}
      onSubmit={() => {
        if (made === null || !made.ok) return;
        const body = { id, note: note.trim(), passages: [...written], toHash: made.value.hash };
        file.mutate({ params: { procedure: procedure.id }, body });
      }}
      onClose={onClose}
    >
      <ProblemNote error={error} />
      {words === null ? (
        error === null && <Skeleton lines={4} />
      ) : (
        <>
          <PassageFields written={written} text={words.text} faultAt={faultAt} onWritten={setWritten} />
          <TextField
            label={t('corrigendum.note')}
            hint={t('corrigendum.noteHint')}
            value={note}
            multiline
            onChange={setNote}
          />
          {made?.ok === true && <Outcome made={made.value} words={words} />}
        </>
      )}
    </ProcedureSheet>
  );

  /** Said at its field, once it is filled in. */
  function faultAt(at: number): string | undefined {
    const passage = written[at];
    if (passage === undefined || passage.unit === '' || passage.before === '') return undefined;
    if (made === null || made.ok || made.error.code === 'TEXT' || made.error.passage !== at + 1)
      return undefined;
    return faultWords(t, made.error);
  }

  function reasonAgainst(): string | null {
    if (words?.version.sealedText === null) return t('corrigendum.notSealed');
    if (made === null || written.some(({ unit, before }) => unit === '' || before === ''))
      return t('corrigendum.incomplete');
    if (!made.ok) return faultWords(t, made.error);
    if (note.trim() === '') return t('corrigendum.noteMissing');
    const command = {
      type: 'file_corrigendum',
      by: 'secretariat',
      id,
      toHash: made.value.hash,
      note,
    } as const;
    return asking.secretariat(command);
  }
}

interface Made {
  readonly passages: readonly Passage[];
  /** The package hash of the corrected text. */
  readonly hash: Hash;
}

/** What the passages make of the words, computed here as the server does; null while there are none to correct. */
function useMade(
  words: WordsUnderDecision | null,
  asked: readonly AskedPassage[],
): Result<Made, PassageFault> | null {
  return useMemo(() => {
    if (words === null) return null;
    const made = correctText(words.text.sections, asked);
    if (!made.ok) return err(made.error);
    const { text, passages } = made.value;
    return ok({
      passages,
      hash: hashOf(words.version, sealText(text.sections, words.version.sealSeed).hash),
    });
  }, [words, asked]);
}

function hashOf({ annexes: bound }: VersionView, sealedText: Hash): Hash {
  const annexes = bound.map(({ annex, commitment }) => ({ annex: annex as AnnexId, commitment }));
  return sealedPackageHash({ sealedText, annexes });
}

function faultWords(t: Translate, fault: PassageFault): string {
  if (fault.code === 'TEXT') return t('corrigendum.fault.TEXT', { code: fault.faults[0]?.code ?? '' });
  const values = { number: fault.passage, detail: 'detail' in fault ? fault.detail : '' };
  return t(`corrigendum.fault.${fault.code}`, values);
}

function Outcome({ made, words }: { made: Made; words: WordsUnderDecision }): ReactNode {
  const t = useT();
  return (
    <section className="stack-tight" aria-label={t('corrigendum.outcome')}>
      <h3>{t('corrigendum.outcome')}</h3>
      <Passages passages={made.passages} labels={words.text.labels} />
      <span className="quiet small">
        {t('corrigendum.hash')} <HashText hash={made.hash} whole />
      </span>
    </section>
  );
}
