import { LINK_PREVIEWS, READ_RECEIPTS, TYPING_INDICATORS } from '../messaging/index.ts';
import type { Store } from '../store/index.ts';
import type { Backups } from './backups.ts';
import type { Exports } from './exports.ts';
import type { HealthView, PasswordedFile } from './profile-views.ts';
import { SessionCommands } from './session-commands.ts';
import type { BackupView, ConversationExport, PrivacyView } from './types.ts';
import type { Upkeep } from './upkeep.ts';

/** What is done with the profile as a whole. */
export abstract class ProfileCommands extends SessionCommands {
  protected abstract readonly store: Store;
  protected abstract readonly exports: Exports;
  protected abstract readonly backups: Backups;
  protected abstract readonly upkeep: Upkeep;

  privacy(): PrivacyView {
    const { settings } = this.store;
    return {
      readReceipts: settings.get(READ_RECEIPTS) === true,
      typingIndicators: settings.get(TYPING_INDICATORS) === true,
      linkPreviews: settings.get(LINK_PREVIEWS) === true,
    };
  }

  setPrivacy(change: Partial<PrivacyView>): PrivacyView {
    this.store.transaction(({ settings }) => {
      if (change.readReceipts !== undefined) settings.set(READ_RECEIPTS, change.readReceipts);
      if (change.typingIndicators !== undefined) settings.set(TYPING_INDICATORS, change.typingIndicators);
      if (change.linkPreviews !== undefined) settings.set(LINK_PREVIEWS, change.linkPreviews);
    });
    return this.privacy();
  }

  async exportConversation(wish: ConversationExport): Promise<void> {
    this.views.conversation(wish.conversationId);
    await this.exports.conversation({ ...wish, ownId: this.requireSession().keys.accountId });
  }

  async backup(input: PasswordedFile): Promise<BackupView> {
    this.requireSession();
    return this.backups.write(input);
  }

  restoreBackup(input: PasswordedFile): Promise<void> {
    return this.backups.restore(input);
  }

  health(): HealthView {
    return this.upkeep.view();
  }

  checkHealth(): Promise<HealthView> {
    return this.upkeep.check();
  }
}
