import { setImmediate } from 'node:timers/promises';

import type { SharedConfigNamespace } from '../../wire/index.ts';
import { CONFIGS_WERE_READ, CONFIG_NAMESPACES } from '../configs/user-configs.ts';
import { DIRECT_MESSAGES } from '../limits.ts';
import type { Services } from '../services.ts';
import type { PollRhythm } from './poll-pace.ts';
import type { ReceiveBatch } from './receive-batch.ts';
import type { ReceiveConfigs } from './receive-configs.ts';
import type { PolledInbox } from './swarm-poller.ts';

type Deps = Pick<Services, 'store' | 'keys' | 'configs' | 'events'> & {
  readonly receive: ReceiveBatch;
  readonly receiveConfigs: ReceiveConfigs;
  readonly rhythm: PollRhythm;
  /** Messages were taken in: some of them leave jobs behind. */
  readonly onTakenIn: () => void;
  /** Our swarm has answered, with news or without. */
  readonly onAnswered: () => void;
};

/** The account's own messages and configs. */
export function ownInbox(deps: Deps): PolledInbox {
  const { store, configs, keys, events, receive, receiveConfigs, rhythm, onTakenIn, onAnswered } = deps;
  const account = keys.accountId;
  return {
    account,
    // Configs first: they say who is known, blocked and deleted.
    namespaces: [...CONFIG_NAMESPACES, DIRECT_MESSAGES],
    auth: () => ({ account, ed25519: keys.ed25519 }),
    takeIn: async ({ ed25519: node }, results, signal) => {
      onAnswered();
      for (const { namespace, messages } of results) {
        if (messages.length === 0 || signal.aborted) continue;
        const batch = { node, account, messages };
        if (isConfigNamespace(namespace)) receiveConfigs.run({ ...batch, namespace });
        else await receive.run({ ...batch, namespace });
        onTakenIn();
        await setImmediate();
      }
    },
    isKnown: () => store.settings.get(CONFIGS_WERE_READ) === true,
    // This device may push: it has seen all that the others had agreed on.
    becomesKnown: () => {
      configs.transaction(({ settings }) => settings.set(CONFIGS_WERE_READ, true));
      events.emit({ type: 'account-changed' });
    },
    pauseMs: () => rhythm.pauseMs(),
  };
}

function isConfigNamespace(namespace: number): namespace is SharedConfigNamespace {
  return CONFIG_NAMESPACES.some((known) => known === namespace);
}
