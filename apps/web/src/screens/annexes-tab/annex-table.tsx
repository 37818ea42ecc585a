import type { AnnexEntry } from '@entente/contracts';
import { useState, type ReactNode } from 'react';
import type { Annex } from '../../api/annex-types.js';
import { keys } from '../../api/keys.js';
import { useCall, useDelegationNames } from '../../api/queries.js';
import { useMe } from '../../frame/actor.js';
import { formatBytes } from '../../format/number.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { Button } from '../../ui/button.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { BindDialog } from './bind-dialog.js';
import { OpenDialog } from './open-dialog.js';
import { OpeningsDialog } from './openings-dialog.js';
import { ReleaseDialog } from './release-dialog.js';

type Opened = { readonly dialog: 'open' | 'openings' | 'release' | 'bind'; readonly annex: Annex };

export function AnnexTable({
  annexes,
  index,
}: {
  annexes: readonly Annex[];
  index: readonly AnnexEntry[];
}): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const [opened, setOpened] = useState<Opened | null>(null);
  const withdraw = useCall('withdrawAnnex', [keys.package(view.id)]);
  const bound = new Set<string>(index.map(({ annex }) => annex));
  const close = (): void => {
    setOpened(null);
  };
  const onAction = (action: RowAction, annex: Annex): void => {
    if (action !== 'unbind') setOpened({ dialog: action, annex });
    else withdraw.mutate({ params: { package: view.id, annex: annex.id } });
  };
  return (
    <>
      <ProblemNote error={withdraw.error} />
      <div className="table-wrap">
        <table className="table">
          <caption className="visually-hidden">{t('annexes.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('annexes.name')}</th>
              <th scope="col">{t('annexes.marking')}</th>
              <th scope="col">{t('annexes.owner')}</th>
              <th scope="col">{t('annexes.release')}</th>
              <th scope="col">{t('annexes.size')}</th>
              <th scope="col">{t('annexes.bound')}</th>
              <th scope="col">{t('annexes.actions')}</th>
            </tr>
          </thead>
          <tbody>
            {annexes.map((annex) => (
              <Row key={annex.id} annex={annex} bound={bound.has(annex.id)} onAction={onAction} />
            ))}
          </tbody>
        </table>
      </div>
      {opened?.dialog === 'open' && <OpenDialog annex={opened.annex} onClose={close} />}
      {opened?.dialog === 'openings' && <OpeningsDialog annex={opened.annex} onClose={close} />}
      {opened?.dialog === 'release' && <ReleaseDialog annex={opened.annex} onClose={close} />}
      {opened?.dialog === 'bind' && <BindDialog annex={opened.annex} onClose={close} />}
    </>
  );
}

type RowAction = Opened['dialog'] | 'unbind';
type RowProps = { annex: Annex; bound: boolean; onAction: (action: RowAction, annex: Annex) => void };

function Row({ annex, bound, onAction }: RowProps): ReactNode {
  const t = useT();
  const me = useMe();
  const nameOf = useDelegationNames();
  const { view } = useRoom();
  const { title, marking, owner, releasableTo, size } = annex;
  const mine = owner === me.delegation;
  const press = (action: RowAction) => () => {
    onAction(action, annex);
  };
  const drafting = view.state === 'drafting' ? null : t('annexes.drafting');
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>
        <span className="chip chip-marking">{marking}</span>
      </td>
      <td>{nameOf(owner)}</td>
      <td>{releasableTo.join(', ')}</td>
      <td className="nowrap">{formatBytes(size)}</td>
      <td>{t(bound ? 'annexes.boundYes' : 'annexes.boundNo')}</td>
      <td>
        <span className="row">
          <Button small aria-label={t('annexes.openOne', { title })} onClick={press('open')}>
            {t('annexes.open')}
          </Button>
          {mine && (
            <>
              <Button small aria-label={t('annexes.registerOne', { title })} onClick={press('openings')}>
                {t('annexes.register')}
              </Button>
              <Button small aria-label={t('annexes.changeReleaseOne', { title })} onClick={press('release')}>
                {t('annexes.changeRelease')}
              </Button>
              <Button
                small
                reason={drafting}
                aria-label={t(bound ? 'annexes.unbindOne' : 'annexes.bindOne', { title })}
                onClick={press(bound ? 'unbind' : 'bind')}
              >
                {t(bound ? 'annexes.unbind' : 'annexes.bind')}
              </Button>
            </>
          )}
        </span>
      </td>
    </tr>
  );
}
