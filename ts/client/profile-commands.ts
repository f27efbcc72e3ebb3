import type { Backups } from './backups.ts';
import type { Exports } from './exports.ts';
import type { HealthView, PasswordedFile } from './profile-views.ts';
import { CommunityClient } from './community-client.ts';
import type { BackupView, ConversationExport } from './account-types.ts';
import type { Upkeep } from './upkeep.ts';

/** What is done with the profile as a whole. */
export abstract class ProfileCommands extends CommunityClient {
  protected abstract readonly exports: Exports;
  protected abstract readonly backups: Backups;
  protected abstract readonly upkeep: Upkeep;

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

  /** The store has met something in its file that it cannot read. */
  damageSeen(): void {
    this.upkeep.damageSeen();
  }
}
