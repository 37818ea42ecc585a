import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { COUNTRIES } from './countries.js';
import { inOrder, movePartner, type DraftPartner } from './draft.js';
import type { StepProps } from './wizard.js';

export function PartnersStep({ draft, errors, change }: StepProps): ReactNode {
  const t = useT();
  const [chosen, setChosen] = useState('');
  const { partners } = draft;
  const free = COUNTRIES.filter(([code]) => !partners.some((partner) => partner.code === code));
  const set = (next: DraftPartner[]): void => {
    const codes = new Set(next.map(({ code }) => code));
    // People of a partner that was taken out again have no seat.
    const people = draft.people.filter(
      ({ delegation }) => codes.has(delegation) || delegation === 'PRES' || delegation === 'SEC',
    );
    change({ partners: inOrder(next), people });
  };
  const add = (): void => {
    const country = free.find(([code]) => code === chosen);
    if (country === undefined) return;
    set([...partners, { code: country[0], name: country[1], order: 0, weight: 1 }]);
    setChosen('');
  };
  return (
    <div className="stack">
      <div className="row row-end">
        <SelectField
          className="grow"
          label={t('setup.partner')}
          value={chosen}
          options={[
            { value: '', label: t('common.choose') },
            ...free.map(([code, name]) => ({ value: code, label: `${name} (${code})` })),
          ]}
          onChange={setChosen}
        />
        <Button icon={Plus} onClick={add}>
          {t('setup.addPartner')}
        </Button>
      </div>
      {errors.size > 0 && <Notice tone="bad">{t('setup.partnersNeeded')}</Notice>}
      {partners.length === 0 ? (
        <p className="quiet">{t('setup.noPartners')}</p>
      ) : (
        <PartnerTable partners={partners} set={set} />
      )}
    </div>
  );
}

type TableProps = { partners: readonly DraftPartner[]; set: (next: DraftPartner[]) => void };

function PartnerTable({ partners, set }: TableProps): ReactNode {
  const t = useT();
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="visually-hidden">{t('setup.partners')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('setup.order')}</th>
            <th scope="col">{t('setup.partner')}</th>
            <th scope="col">{t('setup.weight')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('setup.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {partners.map(({ code, name, order, weight }, at) => (
            <tr key={code}>
              <td>{order}</td>
              <th scope="row">
                {name} <span className="quiet">{code}</span>
              </th>
              <td>
                <input
                  className="input input-number"
                  type="number"
                  min={0}
                  aria-label={t('setup.weightOf', { name })}
                  value={weight}
                  onChange={(event) => {
                    const next = Math.max(0, Math.trunc(event.target.valueAsNumber) || 0);
                    set(partners.map((one) => (one.code === code ? { ...one, weight: next } : one)));
                  }}
                />
              </td>
              <td className="nowrap">
                <PartnerButtons partners={partners} at={at} name={name} set={set} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PartnerButtons({ partners, at, name, set }: TableProps & { at: number; name: string }): ReactNode {
  const t = useT();
  const look = { look: 'quiet', small: true, iconOnly: true } as const;
  return (
    <>
      <Button
        {...look}
        icon={ArrowUp}
        aria-label={t('setup.moveUp', { name })}
        onClick={() => {
          set(movePartner(partners, at, -1));
        }}
      />
      <Button
        {...look}
        icon={ArrowDown}
        aria-label={t('setup.moveDown', { name })}
        onClick={() => {
          set(movePartner(partners, at, 1));
        }}
      />
      <Button
        {...look}
        icon={Trash2}
        aria-label={t('setup.removePartner', { name })}
        onClick={() => {
          set(partners.toSpliced(at, 1));
        }}
      />
    </>
  );
}
