import { isCounted, type CountOutcome, type Situation, type Stance } from '@entente/consensus';
import type { Procedure } from '@entente/contracts';
import type { DelegationCode } from '@entente/kernel';
import type { ReactNode } from 'react';
import { useT } from '../messages/use-t.js';
import { Button } from '../ui/button.js';
import { SelectField } from '../ui/field.js';

type WhatIfProps = {
  readonly procedure: Procedure;
  readonly situation: Situation;
  readonly supposed: ReadonlyMap<DelegationCode, Stance>;
  readonly outcome: CountOutcome;
  readonly flips: boolean;
  readonly onSuppose: (supposed: ReadonlyMap<DelegationCode, Stance>) => void;
  readonly onClose: () => void;
};

const CHOICES: readonly Stance[] = ['in_favour', 'against', 'abstain', 'abstain_constructive', 'absent'];

/** Suppositions on this screen alone: nothing is sent, nothing is kept (UI §2). */
export function WhatIf(props: WhatIfProps): ReactNode {
  const t = useT();
  const { procedure, situation, supposed, outcome, flips, onSuppose, onClose } = props;
  const names = new Map(procedure.electorate.map(({ partner, name }) => [partner, name]));
  const set = (partner: DelegationCode, stance: Stance): void => {
    const next = new Map(supposed);
    if (stance === stanceOf(situation, partner)) next.delete(partner);
    else next.set(partner, stance);
    onSuppose(next);
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
            reason={supposed.size === 0 ? t('whatIf.nothing') : null}
            onClick={() => {
              onSuppose(new Map());
            }}
          >
            {t('whatIf.reset')}
          </Button>
          <Button small onClick={onClose}>
            {t('whatIf.close')}
          </Button>
        </span>
      </div>
      <p className="quiet small">{t('whatIf.private')}</p>
      <div className="what-if-partners">
        {situation.electorate.members.filter(isCounted).map(({ partner }) => (
          <SelectField
            key={partner}
            label={names.get(partner) ?? partner}
            value={supposed.get(partner) ?? stanceOf(situation, partner)}
            options={CHOICES.map((value) => ({ value, label: t(`stanceOf.${value}`) }))}
            onChange={(stance) => {
              set(partner, stance);
            }}
          />
        ))}
      </div>
    </div>
  );
}

/** Where a partner stands now; of a rule in parts, on the first. */
function stanceOf({ ballot }: Situation, partner: DelegationCode): Stance {
  if ('parts' in ballot) {
    const [first] = ballot.parts.values();
    return first instanceof Map ? (first.get(partner) ?? 'absent') : 'absent';
  }
  return 'targets' in ballot ? 'absent' : (ballot.get(partner) ?? 'absent');
}
