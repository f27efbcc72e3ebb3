import type { Database } from '../driver/database.ts';
import type { Repositories } from '../model/store.ts';
import { createAccountRepository } from './account.ts';
import { createConversationRepository } from './conversations.ts';
import { createDeliveryRepository } from './deliveries.ts';
import { createHashRepository } from './hashes.ts';
import { createJobRepository } from './jobs.ts';
import { createMessageRepository } from './messages.ts';
import { createNetworkRepository } from './network.ts';
import { createSettingsRepository } from './settings.ts';

/** All repositories of a database of the newest schema; every statement is compiled here. */
export function createRepositories(database: Database): Repositories {
  return {
    account: createAccountRepository(database),
    settings: createSettingsRepository(database),
    conversations: createConversationRepository(database),
    messages: createMessageRepository(database),
    deliveries: createDeliveryRepository(database),
    jobs: createJobRepository(database),
    hashes: createHashRepository(database),
    network: createNetworkRepository(database),
  };
}
