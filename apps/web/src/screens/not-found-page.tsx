import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useTitle } from '../frame/shell.js';
import { useT } from '../messages/use-t.js';
import { Empty } from '../ui/placeholders.js';

/** The same words for what does not exist and for what may not be seen. */
export function NotFoundPage(): ReactNode {
  const t = useT();
  useTitle(t('notFound.title'));
  return (
    <Empty title={t('notFound.title')} text={t('notFound.text')}>
      <Link to="/packages">{t('frame.packages')}</Link>
    </Empty>
  );
}
