import type { ComponentType, ReactNode } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { selectHasPassword } from '../../app/session-slice.ts';
import { useText } from '../../app/text/text-context.ts';
import { Dialog } from '../../ui/index.ts';
import { dialogClosed, dialogReplaced, type SettingsPage } from '../dialogs/dialogs-slice.ts';
import { useDialogLabels } from '../dialogs/use-dialog-labels.ts';
import { ConnectionPage } from '../insight/connection-page.tsx';
import { LogPage } from '../log/log-page.tsx';
import { RequestsPage } from '../requests/requests-page.tsx';
import { AppearancePage } from './appearance-page.tsx';
import { BlockedContactsPage } from './blocked-contacts-page.tsx';
import { ConversationsPage } from './conversations-page.tsx';
import { HelpPage } from './help-page.tsx';
import { MainPage } from './main-page.tsx';
import { NetworkPage } from './network-page.tsx';
import { NotificationsPage } from './notifications-page.tsx';
import { ChangePasswordPage, RemovePasswordPage, SetPasswordPage } from './password-pages.tsx';
import { PreferencesPage } from './preferences-page.tsx';
import { PrivacyPage } from './privacy-page.tsx';
import { StoragePage } from './storage-page.tsx';
import { GuardedRecoveryPassword, RecoveryPassword } from './recovery-password.tsx';

const TITLES = {
  main: 'sessionSettings',
  privacy: 'sessionPrivacy',
  'set-password': 'passwordSet',
  'change-password': 'passwordChange',
  'remove-password': 'passwordRemove',
  appearance: 'sessionAppearance',
  'recovery-password': 'sessionRecoveryPassword',
  help: 'sessionHelp',
  notifications: 'sessionNotifications',
  conversations: 'sessionConversations',
  'blocked-contacts': 'conversationsBlockedContacts',
  network: 'sessionNetworkSettings',
  storage: 'sessionStorage',
  preferences: 'preferences',
  'message-requests': 'sessionMessageRequests',
  log: 'sessionLog',
  connection: 'sessionConnection',
} as const satisfies Record<SettingsPage, string>;

/** Where the arrow leads from pages that are not on the first one. */
const PARENTS: Partial<Record<SettingsPage, SettingsPage>> = {
  'set-password': 'privacy',
  'change-password': 'privacy',
  'remove-password': 'privacy',
  'blocked-contacts': 'conversations',
  log: 'help',
  connection: 'network',
};

/** Pages with long lines. */
const WIDE: readonly SettingsPage[] = ['log', 'connection'];

const PAGES: Readonly<Record<Exclude<SettingsPage, 'recovery-password'>, ComponentType>> = {
  main: MainPage,
  privacy: PrivacyPage,
  'set-password': SetPasswordPage,
  'change-password': ChangePasswordPage,
  'remove-password': RemovePasswordPage,
  appearance: AppearancePage,
  help: HelpPage,
  notifications: NotificationsPage,
  conversations: ConversationsPage,
  'blocked-contacts': BlockedContactsPage,
  network: NetworkPage,
  storage: StoragePage,
  preferences: PreferencesPage,
  'message-requests': RequestsPage,
  log: LogPage,
  connection: ConnectionPage,
};

/** Settings: pages inside one dialog. Spec 08, SET-01 and SET-02. */
export function SettingsDialog({ page }: { readonly page: SettingsPage }) {
  const dispatch = useAppDispatch();
  const hasPassword = useAppSelector(selectHasPassword);
  const back = () => dispatch(dialogReplaced({ kind: 'settings', page: PARENTS[page] ?? 'main' }));
  const inFrame = (content: ReactNode) => (
    <Frame page={page} onBack={back}>
      {content}
    </Frame>
  );
  if (page === 'recovery-password') {
    return hasPassword ? (
      <GuardedRecoveryPassword inFrame={inFrame} onBack={back} />
    ) : (
      inFrame(<RecoveryPassword />)
    );
  }
  const Page = PAGES[page];
  return inFrame(<Page />);
}

function Frame({
  page,
  onBack,
  children,
}: {
  readonly page: SettingsPage;
  readonly onBack: () => void;
  readonly children: ReactNode;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const labels = useDialogLabels();
  return (
    <Dialog
      modalId="userSettingsModal"
      title={t(TITLES[page])}
      labels={labels}
      size={WIDE.includes(page) ? 'large' : 'medium'}
      onClose={() => dispatch(dialogClosed())}
      {...(page === 'main' ? {} : { onBack })}
    >
      {children}
    </Dialog>
  );
}
