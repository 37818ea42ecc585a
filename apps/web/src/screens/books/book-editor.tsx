import { bookContent, type BookContent, type BookView } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { Examples } from './examples.js';
import { FieldInput } from './field-input.js';
import { FaultSummary, faultWords } from './fault-words.js';
import { fieldsOf, isWithin, valueAt, withValue } from './fields.js';
import { useFaults } from './use-book.js';

/** A draft as a form: faults stand at their fields, and the examples are counted again with each change. */
export function BookEditor({ view, onClose }: { view: BookView; onClose: () => void }): ReactNode {
  const t = useT();
  const { summary } = view;
  const [of, setOf] = useState<BookContent>(view.of);
  const [unreadable, setUnreadable] = useState<ReadonlySet<string>>(new Set());
  const save = useCall('saveBook', [keys.books(summary.kind)]);
  const form = bookContent.safeParse(of);
  const faultsOf = useFaults();
  const faults = form.success
    ? faultsOf(summary, form.data)
    : form.error.issues.map(({ path, message }) => ({ at: path.slice(1).join('.'), code: message }));
  const change = (path: string, value: unknown): void => {
    setOf(withContent(of, path, value));
  };
  const mark = (path: string, readable: boolean): void => {
    const next = new Set(unreadable);
    if (readable) next.delete(path);
    else next.add(path);
    setUnreadable(next);
  };
  const { kind, book, version, hash } = summary;
  const press = (): void => {
    if (!form.success) return;
    save.mutate({ params: { kind, book, version }, body: { hash, of: form.data } }, { onSuccess: onClose });
  };
  const reason = !form.success || unreadable.size > 0 ? t('book.notReadable') : null;
  return (
    <>
      <PageHead title={t('book.editTitle', { name: summary.name })} sentence={t('book.editSentence')}>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button look="primary" reason={reason} busy={save.isPending} onClick={press}>
          {t('common.save')}
        </Button>
      </PageHead>
      <div className="stack">
        <ProblemNote error={save.error} />
        <FaultSummary faults={faults} />
        <div className="form-grid book-form">
          {fieldsOf(kind).map((field) => (
            <FieldInput
              key={field.path}
              field={field}
              value={valueAt(of.content, field.path)}
              error={errorAt(field.path)}
              onChange={change}
              onReadable={mark}
            />
          ))}
        </div>
        {form.success && <Examples name={summary} of={form.data} />}
      </div>
    </>
  );

  function errorAt(path: string): string | undefined {
    if (unreadable.has(path)) return t('book.notReadable');
    const found = faults.find(({ at }) => isWithin(at, path));
    return found === undefined ? undefined : faultWords(t, found.code);
  }
}

/** The content stays of its kind; whether it is of its form is asked of the contracts. */
function withContent(of: BookContent, path: string, value: unknown): BookContent {
  switch (of.kind) {
    case 'rulebook':
      return { ...of, content: withValue(of.content, path, value) };
    case 'calendar':
      return { ...of, content: withValue(of.content, path, value) };
    case 'weights':
      return { ...of, content: withValue(of.content, path, value) };
  }
}
