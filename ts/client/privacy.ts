import {
  BLOCKED_IN_GROUPS,
  CALLS,
  LINK_PREVIEWS,
  READ_RECEIPTS,
  RELAYED_CALLS,
  TYPING_INDICATORS,
} from '../messaging/index.ts';
import type { SettingsRepository } from '../store/index.ts';
import type { PrivacyView } from './types.ts';

const SETTINGS = {
  readReceipts: READ_RECEIPTS,
  typingIndicators: TYPING_INDICATORS,
  linkPreviews: LINK_PREVIEWS,
  calls: CALLS,
  callsOverRelays: RELAYED_CALLS,
  showsBlockedInGroups: BLOCKED_IN_GROUPS,
} as const;

/** All of it is off unless chosen. */
export function privacyOf(settings: Pick<SettingsRepository, 'get'>): Omit<PrivacyView, 'communityRequests'> {
  return {
    readReceipts: settings.get(READ_RECEIPTS) === true,
    typingIndicators: settings.get(TYPING_INDICATORS) === true,
    linkPreviews: settings.get(LINK_PREVIEWS) === true,
    calls: settings.get(CALLS) === true,
    callsOverRelays: settings.get(RELAYED_CALLS) === true,
    showsBlockedInGroups: settings.get(BLOCKED_IN_GROUPS) === true,
  };
}

/** What is absent stays. */
export function changePrivacy(settings: Pick<SettingsRepository, 'set'>, change: Partial<PrivacyView>): void {
  for (const name of Object.keys(SETTINGS) as (keyof typeof SETTINGS)[]) {
    const value = change[name];
    if (value !== undefined) settings.set(SETTINGS[name], value);
  }
}
