import { requiredCredentials, SUBACCOUNT_FLAG } from './authentication.ts';
import type { Credentials } from './authentication.ts';
import { accountField, messageHashesField, timestampField } from './fields.ts';
import type { Account } from './fields.ts';
import type { LocalMethod } from './method.ts';

interface GetExpiries {
  readonly account: Account;
  readonly credentials: Credentials;
  readonly hashes: readonly string[];
  readonly timestampMs: number;
}

/** When messages expire; those this node does not have are missing in the answer. Spec 02 §4.11. */
export const getExpiries: LocalMethod<GetExpiries> = {
  kind: 'local',

  parse: (params) => {
    const account = accountField(params);
    return {
      account,
      credentials: requiredCredentials(params, account),
      hashes: messageHashesField(params),
      timestampMs: timestampField(params, 'timestamp'),
    };
  },

  run: ({ account, credentials, hashes, timestampMs }, node) => {
    node.requireSwarm(account);
    node.requireRecent(timestampMs, 'get_expiries timestamp too far from current time', {
      arrival: 'direct',
    });
    node.requireAuthentic(
      {
        account,
        credentials,
        signed: ['get_expiries', timestampMs, ...hashes].join(''),
        flags: SUBACCOUNT_FLAG.read,
      },
      'get_expiries signature verification failed',
    );
    const found = hashes.flatMap((hash) => node.table.find(account.hex, hash) ?? []);
    const expiries = Object.fromEntries(found.map(({ hash, expiry }) => [hash, expiry]));
    return { code: 200, body: { expiries, ...node.stamp() } };
  },
};
