import type { PackageSummary } from '@entente/contracts';
import { useQueries } from '@tanstack/react-query';
import { FilePlus2, FileUp } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { call } from '../../api/call.js';
import { keys } from '../../api/keys.js';
import { usePackages } from '../../api/queries.js';
import { useDenial, useMe } from '../../frame/actor.js';
import { PageHead } from '../../frame/shell.js';
import { formatDate } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { Button } from '../../ui/button.js';
import { StateChip } from '../../ui/chips.js';
import { Empty, Skeleton } from '../../ui/placeholders.js';
import { ProblemNote } from '../../ui/problem-note.js';
import { ImportDialog } from './import-dialog.js';
import { NewPackageDialog } from './new-package-dialog.js';
import { slugOfNumber } from './slug.js';

export function PackagesPage(): ReactNode {
  const t = useT();
  const me = useMe();
  const denial = useDenial()('package.create');
  const packages = usePackages();
  const [open, setOpen] = useState<'new' | 'import' | null>(null);
  const all = packages.data?.packages ?? [];
  const awaited = useAwaited(all);
  const mine = [...awaited.values()].filter((codes) => codes.includes(me.delegation)).length;
  const count = t('packages.count', { count: all.length });
  // Only partners are in an electorate: of the other seats no decision is ever awaited.
  const sentence =
    me.delegationKind === 'partner' ? `${count} ${t('packages.awaited', { waiting: mine })}` : count;
  const close = (): void => {
    setOpen(null);
  };
  return (
    <>
      <PageHead title={t('packages.title')} sentence={packages.isSuccess ? sentence : undefined}>
        <Button
          icon={FileUp}
          reason={denial}
          onClick={() => {
            setOpen('import');
          }}
        >
          {t('packages.import')}
        </Button>
        <Button
          look="primary"
          icon={FilePlus2}
          reason={denial}
          onClick={() => {
            setOpen('new');
          }}
        >
          {t('packages.new')}
        </Button>
      </PageHead>
      {packages.isPending && <Skeleton lines={5} />}
      <ProblemNote error={packages.error} onRetry={() => void packages.refetch()} />
      {packages.isSuccess && all.length === 0 && (
        <Empty title={t('packages.empty')} text={t('packages.emptyText')} />
      )}
      {all.length > 0 && <PackageTable packages={all} awaited={awaited} />}
      {open === 'new' && <NewPackageDialog onClose={close} />}
      {open === 'import' && <ImportDialog onClose={close} />}
    </>
  );
}

/** Who has not acted yet, for each package with an open procedure. */
function useAwaited(packages: readonly PackageSummary[]): ReadonlyMap<string, readonly string[]> {
  const deciding = packages.filter(({ state }) => state === 'decision');
  const answers = useQueries({
    queries: deciding.map(({ id }) => ({
      queryKey: keys.procedures(id),
      queryFn: () => call('procedures', { params: { package: id } }),
    })),
  });
  return new Map(
    deciding.map(({ id }, at): [string, readonly string[]] => {
      const open = answers[at]?.data?.procedures.find(({ state }) => state === 'open');
      return [id, open?.missing ?? []];
    }),
  );
}

function PackageTable({
  packages,
  awaited,
}: {
  packages: readonly PackageSummary[];
  awaited: ReadonlyMap<string, readonly string[]>;
}): ReactNode {
  const t = useT();
  const missing = ({ id, state }: PackageSummary): string => {
    if (state !== 'decision') return '';
    const codes = awaited.get(id) ?? [];
    return codes.length === 0 ? t('packages.missingNobody') : codes.join(', ');
  };
  return (
    <div className="table-wrap">
      <table className="table table-packages">
        <caption className="visually-hidden">{t('packages.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('packages.number')}</th>
            <th scope="col">{t('packages.name')}</th>
            <th scope="col">{t('packages.state')}</th>
            <th scope="col">{t('packages.revision')}</th>
            <th scope="col">{t('packages.missing')}</th>
            <th scope="col">{t('packages.created')}</th>
          </tr>
        </thead>
        <tbody>
          {packages.map((one) => (
            <tr key={one.id}>
              <td className="nowrap">{one.number}</td>
              <th scope="row">
                <Link className="table-link" to={`/p/${slugOfNumber(one.number)}/text`}>
                  {one.title}
                </Link>
              </th>
              <td>
                <StateChip state={one.state} />
              </td>
              <td className="nowrap">
                {one.revision === 0
                  ? t('packages.noRevision')
                  : t('packages.rev', { revision: one.revision })}
              </td>
              <td>{missing(one)}</td>
              <td className="nowrap">
                {formatDate(one.created.at)} <span className="quiet">{one.created.delegation}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
