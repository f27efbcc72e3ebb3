import type { SeedSettings } from '../network/index.ts';
import type { GroupUpdateDetails } from '../store/index.ts';
import type { MessageKind } from './types.ts';

/** What somebody has chosen for their connection; what is absent or empty is as everybody has it. */
export interface NetworkSettingsView {
  /** `socks5h://[user[:password]@]host:port` */
  readonly proxy?: string;
  /** Asked for node lists in place of the network's own. */
  readonly seeds: readonly SeedSettings[];
  /** `http://files.example#p=<64 hex>` */
  readonly fileServer?: string;
  /** Seeds or file server are others than those in use; they count from the next start. */
  readonly isRestartNeeded: boolean;
}

/** What is absent stays; empty takes it away. */
export interface NetworkSettingsChange {
  readonly proxy?: string;
  readonly seeds?: readonly SeedSettings[];
  readonly fileServer?: string;
}

/** `device`: what lies here. `network`: and what our swarm keeps. */
export type AccountDeletionScope = 'device' | 'network';

export interface AccountDeletionView {
  /** Whether the account is gone from this device. Not so while nodes have not confirmed: ask again, or delete it here alone. */
  readonly isDeleted: boolean;
  /** Service nodes that have not signed that they deleted everything, Ed25519 keys in hex. */
  readonly unconfirmedNodes: readonly string[];
}

export interface ConversationExport {
  readonly conversationId: number;
  /** Absolute path of the file. */
  readonly path: string;
  /** Messages that are to disappear are left out unless this is set. */
  readonly withDisappearing?: boolean;
  /** For a page of HTML, with these words; without them it is JSON. */
  readonly words?: ExportWordsView;
}

/** What an exported page says besides what people wrote. */
export type GroupLine = Exclude<keyof GroupUpdateDetails, 'failedToLeave'>;

export interface ExportWordsView {
  /** BCP 47; dates are written as it does. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly you: string;
  /** In place of what a deleted message said. */
  readonly deleted: string;
  /** A file without a name. */
  readonly file: string;
  /** In place of a quoted message; `{author}` and `{time}` stand in it. */
  readonly answerTo: string;
  /** For lines that nobody wrote; `{author}` may stand in them. */
  readonly lines: Readonly<Record<Exclude<MessageKind, 'text'>, string>>;
  /** For lines about groups: `{author}`, and `{names}` of those whom it is about, or the new `{name}` of the group. */
  readonly groupLines: Readonly<Record<GroupLine, string>>;
}

export interface BackupView {
  /** Of the backup. */
  readonly bytes: number;
  readonly files: number;
  /** Files that were lost on this disk before, and are not in it. */
  readonly missingFiles: number;
}
