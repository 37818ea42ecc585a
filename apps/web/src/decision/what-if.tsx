import {
  isCounted,
  type CountOutcome,
  type Situation,
  type Stance,
  type Supposition,
} from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import { useState, type ReactNode } from 'react';
import { ShareNote } from '../board/share-note.js';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { Radios, SelectField } from '../ui/field.js';

type WhatIfProps = {
  readonly procedure: Procedure;
  readonly situation: Situation;
  readonly supposed: readonly Supposition[];
  readonly outcome: CountOutcome;
  readonly flips: boolean;
  readonly onSuppose: (supposed: readonly Supposition[]) => void;
  readonly onClose: () => void;
};

const CHOICES: readonly Stance[] = ['in_favour', 'against', 'abstain', 'abstain_constructive', 'absent'];

/** Suppositions on this screen alone: nothing is sent, nothing is kept (UI §2). Of a rule in parts, on one part at a time. */
export function WhatIf(props: WhatIfProps): ReactNode {
  const t = useT();
  const { procedure, situation, supposed, outcome, flips, onSuppose, onClose } = props;
  const parts = partsOf(situation);
  const [part, setPart] = useState(parts[0] ?? null);
  const names = new Map(procedure.electorate.map(({ partner, name }) => [partner, name]));
  const set = (partner: DelegationCode, to: Stance): void => {
    const others = supposed.filter((one) => one.partner !== partner || (one.part ?? null) !== part);
    onSuppose(to === stanceOf(situation, partner, part) ? others : [...others, { partner, to, part }]);
  };
  return (
    <div className="what-if stack-tight" role="group" aria-label={t('standing.whatIf')}>
      <div className="row row-apart">
        <strong role="status">
          {t(flips ? 'whatIf.flips' : 'whatIf.same', { outcome: t(`outcome.${outcome}`) })}
        </strong>
        <span className="row">
          <Button
            small
            reason={supposed.length === 0 ? t('whatIf.nothing') : null}
            onClick={() => {
              onSuppose([]);
            }}
          >
            {t('whatIf.reset')}
          </Button>
          <Button small onClick={onClose}>
            {t('whatIf.close')}
          </Button>
        </span>
      </div>
      <p className="quiet small">{t('boardWhatIf.private')}</p>
      {part !== null && (
        <Radios
          label={t('whatIf.part')}
          value={part}
          options={parts.map((value) => ({ value, label: value }))}
          onChange={setPart}
        />
      )}
      <div className="what-if-partners">
        {situation.electorate.members.filter(isCounted).map(({ partner }) => (
          <SelectField
            key={partner}
            label={names.get(partner) ?? partner}
            value={
              supposed.find((one) => one.partner === partner && (one.part ?? null) === part)?.to ??
              stanceOf(situation, partner, part)
            }
            options={CHOICES.map((value) => ({ value, label: t(`stanceOf.${value}`) }))}
            onChange={(stance) => {
              set(partner, stance);
            }}
          />
        ))}
      </div>
      <ShareNote nothing={supposed.length === 0 ? t('whatIf.nothing') : null} text={noteText} />
    </div>
  );

  function noteText(): string {
    const lines = supposed.map(({ partner, to, part: on }) => {
      const words = { partner: names.get(partner) ?? partner, to: t(`stanceOf.${to}`) };
      return on === undefined || on === null
        ? `${words.partner}: ${words.to}`
        : t('whatIf.says', { ...words, where: on });
    });
    const result = t(flips ? 'whatIf.flips' : 'whatIf.same', { outcome: t(`outcome.${outcome}`) });
    return [t('boardWhatIf.noteHead'), ...lines, result].join('\n');
  }
}

const partsOf = ({ rule }: Situation): readonly string[] =>
  rule.id === 'COMPOSITE' ? rule.parts.map(({ name }) => name) : [];

/** Where a partner stands now, on one part where the rule has parts. */
function stanceOf({ ballot }: Situation, partner: DelegationCode, part: string | null): Stance {
  const stances = 'parts' in ballot ? ballot.parts.get(part ?? '') : ballot;
  return stances instanceof Map ? (stances.get(partner) ?? 'absent') : 'absent';
}
