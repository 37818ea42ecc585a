import { DRAFTING_RULES } from '@entente/access';
import { Check, ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { keys } from '../../api/keys.js';
import { useCall } from '../../api/queries.js';
import { useDenial } from '../../frame/actor.js';
import { useT } from '../../messages/use-t.js';
import { useRoom } from '../../room/room-context.js';
import { ProblemNote } from '../../ui/problem-note.js';

/** What delegations may do to the text, for the chair and the secretariat; the others read it in the sentence of state. */
export function DraftingRule(): ReactNode {
  const t = useT();
  const { view } = useRoom();
  const denied = useDenial()('drafting.rule');
  const set = useCall('setDraftingRule', [keys.package(view.id)]);
  if (denied !== null || view.state !== 'drafting') return null;
  return (
    <>
      <MenuTrigger>
        <AriaButton className="button">
          {t('tool.rule', { rule: t(`tool.rule.${view.delegationsMay}`) })}
          <ChevronDown size={14} aria-hidden="true" />
        </AriaButton>
        <Popover placement="bottom end">
          <Menu className="menu" selectionMode="single" selectedKeys={[view.delegationsMay]}>
            {DRAFTING_RULES.map((rule) => (
              <MenuItem
                key={rule}
                id={rule}
                onAction={() => {
                  set.mutate({ params: { package: view.id }, body: { delegationsMay: rule } });
                }}
              >
                <Check
                  size={15}
                  aria-hidden="true"
                  visibility={rule === view.delegationsMay ? 'visible' : 'hidden'}
                />
                {t(`tool.ruleTo.${rule}`)}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {set.error !== null && <ProblemNote error={set.error} />}
    </>
  );
}
