import {
  changeEmojiHabits,
  emojiHabits,
  type EmojiHabits,
  type EmojiHabitsChange,
} from '../messaging/index.ts';
import type { Store } from '../store/index.ts';
import type { Backups } from './backups.ts';
import type { CompactionView, ConnectionView, StorageView } from './insight-types.ts';
import type { Insight } from './insight.ts';
import type { Exports } from './exports.ts';
import type { HealthView, PasswordedFile } from './profile-views.ts';
import { CommunityClient } from './community-client.ts';
import type { BackupView, ConversationExport } from './account-types.ts';
import type { Upkeep } from './upkeep.ts';

/** What is done with the profile as a whole. */
export abstract class ProfileCommands extends CommunityClient {
  protected abstract readonly store: Store;
  protected abstract readonly exports: Exports;
  protected abstract readonly backups: Backups;
  protected abstract readonly upkeep: Upkeep;
  protected abstract readonly insight: Insight;

  async exportConversation(wish: ConversationExport): Promise<void> {
    this.views.conversation(wish.conversationId);
    await this.exports.conversation({ ...wish, ownId: this.requireSession().keys.accountId });
  }

  async backup(input: PasswordedFile): Promise<BackupView> {
    this.requireSession();
    return this.backups.write(input);
  }

  cancelWriting(): void {
    this.exports.cancel();
    this.backups.cancel();
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

  connection(): ConnectionView {
    return this.insight.connection();
  }

  /** The store has met something in its file that it cannot read. */
  damageSeen(): void {
    this.upkeep.damageSeen();
  }

  async testConnection(): Promise<ConnectionView> {
    return this.insight.test(this.requireSession());
  }

  storage(): Promise<StorageView> {
    return this.insight.storage();
  }

  compact(): Promise<CompactionView> {
    return this.upkeep.compact();
  }

  emojiHabits(): EmojiHabits {
    return emojiHabits(this.store.settings);
  }

  changeEmojiHabits(change: EmojiHabitsChange): EmojiHabits {
    return this.store.transaction(({ settings }) => changeEmojiHabits(settings, change));
  }
}
