import type { LegalEditor } from '@entente/editor';
import type { ProvisionId } from '@entente/kernel';
import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { Board } from '../../board/board.js';
import { useT } from '../../messages/use-t.js';
import type { ReadText } from '../../text/read-text.js';
import { ProvisionPositions } from '../positions-tab/provision-positions.js';
import { listSuggestions } from './list-suggestions.js';
import { SuggestionsPanel } from './suggestions-panel.js';
import { VersionsPanel } from './versions-panel.js';

type RailProps = {
  board: Board | null;
  text: ReadText | null;
  provision: ProvisionId | null;
  editor: LegalEditor | null;
};

/** What belongs to the selected provision, the open suggestions, and the versions of the text. */
export function Rail({ board, text, provision, editor }: RailProps): ReactNode {
  const t = useT();
  return (
    <aside className="room-rail" aria-label={t('room.rail')}>
      <Tabs>
        <TabList className="rail-tabs" aria-label={t('room.rail')}>
          <Tab id="positions">{t('rail.positions')}</Tab>
          <Tab id="suggestions">{t('rail.suggestions', { count: listSuggestions(text).length })}</Tab>
          <Tab id="versions">{t('rail.versions')}</Tab>
        </TabList>
        <TabPanel id="positions" className="rail-panel">
          <ProvisionPositions board={board} text={text} provision={provision} />
        </TabPanel>
        <TabPanel id="suggestions" className="rail-panel">
          <SuggestionsPanel editor={editor} text={text} />
        </TabPanel>
        <TabPanel id="versions" className="rail-panel">
          <VersionsPanel text={text} />
        </TabPanel>
      </Tabs>
    </aside>
  );
}
