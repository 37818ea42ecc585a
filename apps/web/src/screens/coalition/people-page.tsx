import { POWERS } from '@entente/access';
import type { Mandate, Person } from '@entente/contracts';
import { Plus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useDelegationNames, usePeople } from '../../api/queries.js';
import { useDenial } from '../../frame/actor.js';
import { useNow } from '../../frame/use-now.js';
import { PageHead } from '../../frame/shell.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { mandateState } from './mandate-state.js';
import { MandatesDialog } from './mandates-dialog.js';
import { NewPersonDialog } from './new-person-dialog.js';
import { PersonDialog } from './person-dialog.js';

type Opened =
  { readonly dialog: 'new' } | { readonly dialog: 'change' | 'mandates'; readonly person: Person };

const NOBODY = { people: [], mandates: [] };

/** People, their roles and their mandates in force. */
export function PeoplePage(): ReactNode {
  const t = useT();
  const { data, error, isPending, refetch } = usePeople();
  const denied = useDenial()('coalition.administer');
  const [opened, setOpened] = useState<Opened | null>(null);
  const { people, mandates } = data ?? NOBODY;
  const now = useNow();
  const inForce = mandates.filter((one) => mandateState(one, now) === 'inForce');
  const close = (): void => {
    setOpened(null);
  };
  return (
    <>
      <PageHead
        title={t('people.title')}
        sentence={
          data === undefined
            ? undefined
            : t('people.sentence', { people: people.length, mandates: inForce.length })
        }
      >
        <Button
          look="primary"
          icon={Plus}
          reason={denied}
          onClick={() => {
            setOpened({ dialog: 'new' });
          }}
        >
          {t('people.add')}
        </Button>
      </PageHead>
      {isPending && <Skeleton lines={8} />}
      <ProblemNote error={error} onRetry={() => void refetch()} />
      {people.length > 0 && (
        <PeopleTable people={people} inForce={inForce} denied={denied} onOpen={setOpened} />
      )}
      {opened !== null && <Dialogs opened={opened} mandates={mandates} denied={denied} onClose={close} />}
    </>
  );
}

type DialogsProps = {
  opened: Opened;
  mandates: readonly Mandate[];
  denied: string | null;
  onClose: () => void;
};

function Dialogs({ opened, mandates, denied, onClose }: DialogsProps): ReactNode {
  if (opened.dialog === 'new') return <NewPersonDialog onClose={onClose} />;
  const { person } = opened;
  if (opened.dialog === 'change') return <PersonDialog person={person} onClose={onClose} />;
  const own = mandates.filter((mandate) => mandate.person === person.id);
  return <MandatesDialog person={person} mandates={own} denied={denied} onClose={onClose} />;
}

type TableProps = {
  people: readonly Person[];
  inForce: readonly Mandate[];
  denied: string | null;
  onOpen: (opened: Opened) => void;
};

function PeopleTable({ people, inForce, denied, onOpen }: TableProps): ReactNode {
  const t = useT();
  const nameOf = useDelegationNames();
  const powersOf = (id: string): string =>
    inForce
      .filter(({ person }) => person === id)
      .toSorted((a, b) => POWERS.indexOf(a.power) - POWERS.indexOf(b.power))
      .map(({ power }) => t(`power.${power}`))
      .join(', ');
  return (
    <div className="table-wrap">
      <table className="table">
        <caption className="visually-hidden">{t('people.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('people.delegation')}</th>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.roles')}</th>
            <th scope="col">{t('people.powers')}</th>
            <th scope="col">{t('people.account')}</th>
            <th scope="col">{t('people.actions')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => {
            const { id, name, email, delegation, roles, active } = person;
            const powers = powersOf(id);
            return (
              <tr key={id}>
                <td>{nameOf(delegation)}</td>
                <th scope="row">
                  {name}
                  <br />
                  <span className="quiet small">{email}</span>
                </th>
                <td>{roles.map((role) => t(`role.${role}`)).join(', ')}</td>
                <td>{powers === '' ? <span className="quiet">{t('people.none')}</span> : powers}</td>
                <td>{t(active ? 'people.active' : 'people.suspended')}</td>
                <td>
                  <span className="row">
                    <Button
                      small
                      aria-label={t('people.mandatesOne', { name })}
                      onClick={() => {
                        onOpen({ dialog: 'mandates', person });
                      }}
                    >
                      {t('people.mandates')}
                    </Button>
                    <Button
                      small
                      reason={denied}
                      aria-label={t('people.changeOne', { name })}
                      onClick={() => {
                        onOpen({ dialog: 'change', person });
                      }}
                    >
                      {t('partners.change')}
                    </Button>
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
