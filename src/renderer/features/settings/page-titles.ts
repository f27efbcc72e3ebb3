import type { TextKey } from '../../app/text/catalogue.ts';
import type { SettingsPage } from '../dialogs/dialogs-slice.ts';

/** What the pages are called. */
export const PAGE_TITLES = {
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
} as const satisfies Record<SettingsPage, TextKey>;
