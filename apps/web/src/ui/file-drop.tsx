import { FileUp } from 'lucide-react';
import { useId, useState, type DragEvent, type ReactNode } from 'react';
import { formatBytes } from '../format/number.js';
import { useT } from '../messages/use-t.js';

type FileDropProps = {
  label: string;
  hint?: string;
  /** As the `accept` attribute: endings and media types. */
  accept?: string;
  file: File | null;
  onFile: (file: File) => void;
};

/** A file by the system's own chooser or dropped onto the field. */
export function FileDrop({ label, hint, accept, file, onFile }: FileDropProps): ReactNode {
  const t = useT();
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped !== undefined) onFile(dropped);
  };
  return (
    <div className="field">
      <span className="field-label" id={`${id}-label`}>
        {label}
      </span>
      {hint !== undefined && (
        <span id={`${id}-hint`} className="field-hint">
          {hint}
        </span>
      )}
      <div
        className="drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={drop}
      >
        <label className="button" htmlFor={id}>
          <FileUp size={16} aria-hidden="true" />
          {t('files.choose')}
        </label>
        <input
          id={id}
          className="visually-hidden"
          type="file"
          aria-labelledby={`${id}-label`}
          accept={accept}
          aria-describedby={hint === undefined ? undefined : `${id}-hint`}
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen !== undefined) onFile(chosen);
            // So that the same file, corrected, can be chosen again.
            event.target.value = '';
          }}
        />
        <span className="quiet" role="status">
          {file === null
            ? t('files.drop')
            : t('files.chosen', { name: file.name, size: formatBytes(file.size) })}
        </span>
      </div>
    </div>
  );
}
