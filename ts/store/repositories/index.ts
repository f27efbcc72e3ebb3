import type { Database } from '../driver/database.ts';
import type { Repositories } from '../model/store.ts';
import { createAccountRepository } from './account.ts';
import { createAttachmentRepository } from './attachments.ts';
import { createCommunityRepository } from './communities.ts';
import { createConfigRepository } from './configs.ts';
import { createContactRepository } from './contacts.ts';
import { createConversationRepository } from './conversations.ts';
import { createDeliveryRepository } from './deliveries.ts';
import { createFileRepository } from './files.ts';
import { createHashRepository } from './hashes.ts';
import { createJobRepository } from './jobs.ts';
import { createMessageRepository } from './messages.ts';
import { createNetworkRepository } from './network.ts';
import { createReactionRepository } from './reactions.ts';
import { createSearchRepository } from './search.ts';
import { createSettingsRepository } from './settings.ts';
import { createTakenBackRepository } from './taken-back.ts';
import { createUndecryptedRepository } from './undecrypted.ts';
import { createWaitingRepository } from './waiting.ts';

/** All repositories of a database of the newest schema; every statement is compiled here. */
export function createRepositories(database: Database): Repositories {
  const contacts = createContactRepository(database);
  const conversations = createConversationRepository(database, contacts);
  return {
    account: createAccountRepository(database),
    settings: createSettingsRepository(database),
    contacts,
    conversations,
    messages: createMessageRepository(database),
    attachments: createAttachmentRepository(database),
    files: createFileRepository(database),
    reactions: createReactionRepository(database),
    search: createSearchRepository(database),
    waiting: createWaitingRepository(database),
    takenBack: createTakenBackRepository(database),
    undecrypted: createUndecryptedRepository(database),
    configs: createConfigRepository(database),
    deliveries: createDeliveryRepository(database),
    jobs: createJobRepository(database),
    hashes: createHashRepository(database),
    network: createNetworkRepository(database),
    communities: createCommunityRepository(database, conversations),
  };
}
