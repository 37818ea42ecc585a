import type { Procedure } from '@entente/contracts';
import type { ReactNode } from 'react';
import { Corrigenda } from '../../decision/corrigenda.js';
import { Declarations } from '../../decision/declarations.js';
import { ElectorateChanges } from '../../decision/electorate-changes.js';
import { JointDeclarations } from '../../decision/joint-declarations.js';
import { Proxies } from '../../decision/proxies.js';
import { ShorteningList } from '../../decision/shortening-list.js';
import { isRunning } from '../../decision/running.js';
import type { OpenedSheet } from './opened-sheet.js';
import { Slowing } from './slowing.js';

type PartsProps = { procedure: Procedure; onOpen: (sheet: OpenedSheet) => void };

/** What stands beside the acts, each where there is any: corrigenda, changes of the electorate, proxies, earlier deadlines, reserves, declarations. */
export function StandingParts({ procedure, onOpen }: PartsProps): ReactNode {
  return (
    <>
      <Corrigenda
        procedure={procedure}
        onContest={(id) => {
          onOpen({ sheet: 'word', procedure, saying: 'contest_corrigendum', id });
        }}
      />
      <ElectorateChanges
        procedure={procedure}
        onOrder={(order) => {
          onOpen({ sheet: 'order', procedure, order });
        }}
      />
      {isRunning(procedure) && (
        <ShorteningList
          procedure={procedure}
          onAgree={(deadlineAt) => {
            onOpen({ sheet: 'agree_shortening', procedure, deadlineAt });
          }}
          onShorten={(deadlineAt) => {
            onOpen({ sheet: 'shorten', procedure, deadlineAt });
          }}
        />
      )}
      <Proxies procedure={procedure} />
      <Slowing procedure={procedure} onOpen={onOpen} />
      <Declarations procedure={procedure} />
      {isRunning(procedure) && (
        <JointDeclarations
          procedure={procedure}
          onOpen={(joint, does) => {
            onOpen({ sheet: 'joint', procedure, joint, does });
          }}
        />
      )}
    </>
  );
}
