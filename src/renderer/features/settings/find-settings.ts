import type { TextKey } from '../../app/text/catalogue.ts';
import { plainText } from '../../app/text/plain-text.ts';
import type { SettingsPage } from '../dialogs/dialogs-slice.ts';
import { PAGE_TITLES } from './page-titles.ts';

/** What stands on each page, by the words that stand there: rows that every computer has. */
const ROWS = {
  privacy: [
    'callsVoiceAndVideoBeta',
    'callsOverRelays',
    'messageRequestsCommunities',
    'readReceipts',
    'typingIndicators',
    'linkPreviewsSend',
    'blurAway',
    'lockApp',
    'lockAfter',
    'lockWithSystem',
  ],
  notifications: [
    'notificationsSound',
    'notificationsWhileFocused',
    'notificationsContent',
    'notificationsExample',
  ],
  conversations: ['conversationsAudioAutoplay', 'conversationsFormatting', 'conversationsBlockedContacts'],
  appearance: ['appearanceThemes', 'appearancePrimaryColor', 'appearanceFollowSystem', 'appearanceZoom'],
  preferences: ['conversationsEnter', 'trayKeep', 'startAtLogin'],
  network: ['networkProxy', 'networkSeeds', 'networkFileServer', 'connectionView'],
  storage: ['backup', 'restoreBackup', 'healthCheck', 'compact', 'storageRoom', 'storageLargest'],
  help: ['logView', 'helpReportABugExportLogs', 'helpFAQ'],
  'message-requests': [],
  'recovery-password': [],
} as const satisfies Partial<Record<SettingsPage, readonly TextKey[]>>;

/** Something that was found: a page, or a row on it. */
export interface FoundSetting {
  readonly page: SettingsPage;
  /** Absent for the page itself. */
  readonly row?: TextKey;
}

/** Pages and rows whose words hold all that was typed, in whichever order, case and accents left out. */
export function findSettings(typed: string, text: (key: TextKey) => string): readonly FoundSetting[] {
  const sought = plainText(typed).split(/\s+/u).filter(Boolean);
  if (sought.length === 0) return [];
  const matches = (words: string) => sought.every((word) => plainText(words).includes(word));
  return (Object.entries(ROWS) as [keyof typeof ROWS, readonly TextKey[]][]).flatMap(([page, rows]) => {
    const title = text(PAGE_TITLES[page]);
    return [
      ...(matches(title) ? [{ page }] : []),
      ...rows
        .filter((row) => matches(`${title} ${text(row)}`) && !matches(title))
        .map((row) => ({ page, row })),
    ];
  });
}
