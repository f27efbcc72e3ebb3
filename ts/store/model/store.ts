import type { AccountRepository } from './account.ts';
import type { AttachmentRepository } from './attachments.ts';
import type { CommunityRepository } from './communities.ts';
import type { ConfigRepository } from './configs.ts';
import type { ContactRepository } from './contacts.ts';
import type { ConversationRepository } from './conversations.ts';
import type { DeliveryRepository } from './deliveries.ts';
import type { FileRepository } from './files.ts';
import type { HashRepository } from './hashes.ts';
import type { StoreRoom, StoreStatistics, TidySlice } from './health.ts';
import type { JobRepository } from './jobs.ts';
import type { MessageRepository } from './messages.ts';
import type { NetworkRepository } from './network.ts';
import type { ReactionRepository } from './reactions.ts';
import type { SearchRepository } from './search.ts';
import type { SettingsRepository } from './settings.ts';
import type { TakenBackRepository } from './taken-back.ts';
import type { UndecryptedRepository } from './undecrypted.ts';
import type { WaitingRepository } from './waiting.ts';

export interface Repositories {
  readonly account: AccountRepository;
  readonly settings: SettingsRepository;
  readonly contacts: ContactRepository;
  readonly conversations: ConversationRepository;
  readonly messages: MessageRepository;
  readonly attachments: AttachmentRepository;
  readonly files: FileRepository;
  readonly reactions: ReactionRepository;
  readonly search: SearchRepository;
  readonly waiting: WaitingRepository;
  readonly takenBack: TakenBackRepository;
  readonly undecrypted: UndecryptedRepository;
  readonly configs: ConfigRepository;
  readonly deliveries: DeliveryRepository;
  readonly jobs: JobRepository;
  readonly hashes: HashRepository;
  readonly network: NetworkRepository;
  readonly communities: CommunityRepository;
}

/** The encrypted database of one profile. Synchronous: it belongs to the engine's thread. */
export interface Store extends Repositories {
  readonly schemaVersion: number;
  /**
   * Runs `work` as one unit: all of it is on disk, or nothing. A call inside a call joins it. Whatever `work` throws
   * rolls everything back and is thrown on, also when an inner call threw it and `work` caught it. `work` must not
   * be asynchronous.
   * @throws {StoreError} `store-disk-full`, `store-locked`, `store-io`
   */
  transaction<Result>(work: (repositories: Repositories) => Result): Result;
  /**
   * Reads the whole file and returns what is wrong with it, in SQLite's words: nothing, normally. `quick` looks at the
   * structure only; `full`, unless given, at every byte and every index too. Both are slow.
   */
  integrityCheck(depth?: 'quick' | 'full'): readonly string[];
  /**
   * After many deletions, and now and then: takes the words of deleted messages out of the index, then gives the room
   * that deleted rows left back to the disk; about `pages` of 4 KiB a call.
   */
  tidySlice(pages: number): TidySlice;
  /**
   * Moves the journal into the file and cuts it off, unless it is empty or the file is being copied. Until then the journal
   * holds what was deleted. About as long as writing once more what was written since the last time. Not inside a transaction.
   * @throws {StoreError} `store-disk-full`, `store-io`
   */
  emptyJournal(): void;
  /**
   * Writes the whole file anew without gaps: seconds for a large one. Not inside a transaction.
   * @throws {StoreError} `store-disk-full`
   */
  compact(): void;
  /**
   * Copies the database as it is at some moment of the call, under its own key, without holding up this thread: it may be read
   * and written meanwhile. The copy is a file and its journal; whoever opens it puts them together.
   * @throws {StoreError} `store-disk-full`, `store-io`
   */
  copyTo(path: string): Promise<void>;
  /** What it takes of the disk, at this moment. */
  room(): StoreRoom;
  /** Counts rows and sizes, a stroke of about a millisecond with each `next()`. What is written meanwhile may be counted or not. */
  measure(): Generator<undefined, StoreStatistics>;
  /** Writes everything into the main file and lets go of it. Idempotent; any later call throws `store-closed`. */
  close(): void;
}
