import { useState, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { useCall, useCoalition } from '../../api/queries.js';
import { profileChanged } from '../../api/session.js';
import { useMe } from '../../frame/actor.js';
import { PageHead } from '../../frame/shell.js';
import { useNow } from '../../frame/use-now.js';
import { formatInstant } from '../../format/instant.js';
import { useT } from '../../messages/use-t.js';
import { GeneralReminders } from '../../reminders/general-reminders.js';
import { Button } from '../../ui/button.js';
import { SelectField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { ProblemNote } from '../../ui/problem-note.js';

const SAVED = 'saved';

/** What is one's own to set: the zone in which instants are shown and letters give deadlines, and when one is reminded of these. */
export function SettingsPage(): ReactNode {
  const t = useT();
  const me = useMe();
  const now = useNow();
  const { data } = useCoalition();
  const [zone, setZone] = useState(me.timeZone ?? '');
  const change = useCall('changeProfile', []);
  const navigate = useNavigate();
  const location = useLocation();
  const zones = [...new Set([...(zone === '' ? [] : [zone]), ...Intl.supportedValuesOf('timeZone')])];
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <>
      <PageHead title={t('settings.title')} sentence={`${me.name}, ${me.delegationName}`} />
      <form
        className="stack page-narrow"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { body: { timeZone: zone === '' ? null : zone } },
            {
              onSuccess: (changed) => {
                // Another zone draws every page anew, this one too: what is to be said then is in the address's state.
                void navigate('.', { replace: true, state: SAVED });
                profileChanged(changed);
              },
            },
          );
        }}
      >
        <SelectField
          label={t('settings.zone')}
          hint={t('settings.zoneHint', { seat: data?.coalition.timeZone ?? t('settings.seat') })}
          value={zone}
          options={[
            { value: '', label: t('settings.zoneDevice', { zone: device }) },
            ...zones.map((value) => ({ value, label: value.replaceAll('_', ' ') })),
          ]}
          onChange={setZone}
        />
        <p>{t('settings.now', { at: formatInstant(now, zone === '' ? device : zone) })}</p>
        <ProblemNote error={change.error} />
        {location.state === SAVED && (
          <Notice tone="good" live>
            {t('settings.saved')}
          </Notice>
        )}
        <div>
          <Button
            look="primary"
            submit
            busy={change.isPending}
            reason={zone === (me.timeZone ?? '') ? t('settings.unchanged') : null}
          >
            {t('common.save')}
          </Button>
        </div>
      </form>
      <GeneralReminders />
    </>
  );
}
