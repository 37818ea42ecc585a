import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { IntlProvider } from 'react-intl';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { mayRetry } from './api/failure.js';
import { Defects } from './frame/defects.js';
import { PlainPage, SignedIn } from './frame/shell.js';
import { en } from './messages/en.js';
import { NotFoundPage } from './screens/not-found-page.js';
import { PackagesPage } from './screens/packages/packages-page.js';
import { SignInPage } from './screens/sign-in/sign-in-page.js';
import { Skeleton } from './ui/placeholders.js';

const SetupPage = lazy(() => import('./screens/setup/setup-page.js').then((m) => ({ default: m.SetupPage })));
const PackageRoutes = lazy(() =>
  import('./screens/package/package-routes.js').then((m) => ({ default: m.PackageRoutes })),
);
const PartnersPage = lazy(() =>
  import('./screens/coalition/partners-page.js').then((m) => ({ default: m.PartnersPage })),
);
const PeoplePage = lazy(() =>
  import('./screens/coalition/people-page.js').then((m) => ({ default: m.PeoplePage })),
);
const BooksPage = lazy(() => import('./screens/books/books-page.js').then((m) => ({ default: m.BooksPage })));
const BookPage = lazy(() => import('./screens/books/book-page.js').then((m) => ({ default: m.BookPage })));
const ProceduresPage = lazy(() =>
  import('./screens/system/procedures-page.js').then((m) => ({ default: m.ProceduresPage })),
);
const LivePage = lazy(() => import('./screens/system/live-page.js').then((m) => ({ default: m.LivePage })));
const LettersPage = lazy(() =>
  import('./screens/system/letters-page.js').then((m) => ({ default: m.LettersPage })),
);
const SettingsPage = lazy(() =>
  import('./screens/settings/settings-page.js').then((m) => ({ default: m.SettingsPage })),
);
const RegisterPage = lazy(() =>
  import('./screens/public/register-page.js').then((m) => ({ default: m.RegisterPage })),
);
const VerifyPage = lazy(() =>
  import('./screens/public/verify-page.js').then((m) => ({ default: m.VerifyPage })),
);
/** Pages to look at components and to measure them: in development, and in a build that asks for them. */
const hasDevPages = import.meta.env.DEV || import.meta.env.MODE === 'dev-pages';
const ComponentsPage = hasDevPages
  ? lazy(() => import('./screens/dev/components-page.js').then((m) => ({ default: m.ComponentsPage })))
  : null;

const BoardPage = hasDevPages
  ? lazy(() => import('./screens/dev/board-page.js').then((m) => ({ default: m.BoardPage })))
  : null;

export function App(): ReactNode {
  const [client] = useState(newQueryClient);
  return (
    <IntlProvider locale="en" messages={en}>
      <QueryClientProvider client={client}>
        <Defects>
          <BrowserRouter>
            <Suspense fallback={<Skeleton />}>
              <Pages />
            </Suspense>
          </BrowserRouter>
        </Defects>
      </QueryClientProvider>
    </IntlProvider>
  );
}

function Pages(): ReactNode {
  return (
    <Routes>
      <Route path="/setup" element={<SetupPage />} />
      <Route path="/sign-in" element={<SignInPage />} />
      <Route path="/register" element={<RegisterPage />} />
      <Route path="/verify" element={<VerifyPage />} />
      {ComponentsPage !== null && <Route path="/dev/components" element={<ComponentsPage />} />}
      {BoardPage !== null && <Route path="/dev/board" element={<BoardPage />} />}
      <Route element={<SignedIn />}>
        <Route element={<PlainPage />}>
          <Route index element={<Navigate to="/packages" replace />} />
          <Route path="/packages" element={<PackagesPage />} />
          <Route path="/coalition/partners" element={<PartnersPage />} />
          <Route path="/coalition/people" element={<PeoplePage />} />
          <Route path="/coalition/books" element={<Navigate to="/coalition/books/rulebook" replace />} />
          <Route path="/coalition/books/:kind" element={<BooksPage />} />
          <Route path="/coalition/books/:kind/:book/:version" element={<BookPage />} />
          <Route path="/system/live" element={<LivePage />} />
          <Route path="/system/procedures" element={<ProceduresPage />} />
          <Route path="/system/letters" element={<LettersPage />} />
          <Route path="/settings" element={<SettingsPage />} />
          <Route path="*" element={<NotFoundPage />} />
        </Route>
        <Route path="/p/:number/*" element={<PackageRoutes />} />
      </Route>
    </Routes>
  );
}

function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < 3 && mayRetry(error),
      },
      // A formal act is never sent twice by itself; its person presses again, with the same nonce.
      // Nor is it kept while the connection is away, to be sent by surprise when it returns: it fails at once, and says so.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
