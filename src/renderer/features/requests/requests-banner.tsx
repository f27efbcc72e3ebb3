import { EyeOff, MailQuestionMark } from 'lucide-react';
import { useState } from 'react';

import { api } from '../../app/api.ts';
import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { ContextMenu, Count, type MenuPlace } from '../../ui/index.ts';
import { isUnread } from '../conversations/conversation-order.ts';
import { selectRequests } from '../conversations/conversations-slice.ts';
import { ListBanner } from '../conversations/list-banner.tsx';
import { menuPlaceOf } from '../conversations/menu-place.ts';
import { overlayShown } from '../shell/navigation-slice.ts';

/** Above the list as long as somebody unknown waits; hidden, it comes back with the next one. Spec 08, LST-08. */
export function RequestsBanner() {
  const t = useText();
  const dispatch = useAppDispatch();
  const unread = useAppSelector(selectRequests).filter(isUnread);
  const hiddenUntilMs = useAppSelector((state) => selectSettings(state)?.requestsHiddenUntilMs ?? 0);
  const [changeSettings] = api.useChangeSettingsMutation();
  const [menu, setMenu] = useState<MenuPlace>();
  const newestMs = unread[0]?.lastActiveMs;
  if (newestMs === undefined || newestMs <= hiddenUntilMs) return undefined;
  return (
    <>
      <ListBanner
        icon={MailQuestionMark}
        title={t('sessionMessageRequests')}
        end={
          <Count
            value={unread.length}
            cap={99}
            label={t('messageRequestsWaiting', { count: unread.length })}
          />
        }
        testId="message-request-banner"
        onPress={() => dispatch(overlayShown('requests'))}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenu(menuPlaceOf(event));
        }}
      />
      {menu !== undefined && (
        <ContextMenu
          label={t('sessionMessageRequests')}
          place={menu}
          items={[
            {
              id: 'hide',
              label: t('hide'),
              icon: <EyeOff size={16} aria-hidden />,
              onAction: () => void changeSettings({ requestsHiddenUntilMs: newestMs }),
            },
          ]}
          onClose={() => setMenu(undefined)}
        />
      )}
    </>
  );
}
