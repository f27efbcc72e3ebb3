import { toBase64 } from '../../util/index.ts';
import { ownerCredentials, textAndBytes } from './authentication.ts';
import type { Credentials } from './authentication.ts';
import { accountField, required, subaccountToken, timestampField } from './fields.ts';
import type { Account, Params } from './fields.ts';
import type { LocalMethod, SwarmMethod } from './method.ts';
import type { NodeStorage } from './node-storage.ts';
import { invalidRequest } from './rpc.ts';

interface Revocation {
  readonly account: Account;
  readonly credentials: Credentials;
  /** 36 bytes each. */
  readonly tokens: readonly Uint8Array[];
  readonly timestampMs: number;
}

const MAX_TOKENS = 50;

/** Takes subaccounts their access. Spec 02 §4.12. */
export const revokeSubaccount: SwarmMethod<Revocation> = {
  kind: 'swarm',
  parse: (params) => parse(params, 'revoke'),
  check: (request, node, { arrival }) => {
    const method = 'revoke_subaccount';
    node.requireRecent(request.timestampMs, `${method} timestamp too far from current time`, { arrival });
    requireOwner(request, node, method);
  },
  apply: (request, node) => {
    node.table.atomically(() => node.table.revoke(request.account.hex, request.tokens));
    return { signature: answerSignature(request, node) };
  },
};

/** Gives subaccounts their access back; `count` says how many had lost it. Spec 02 §4.12. */
export const unrevokeSubaccount: SwarmMethod<Revocation> = {
  kind: 'swarm',
  parse: (params) => parse(params, 'unrevoke'),
  check: (request, node, { arrival }) => {
    const method = 'unrevoke_subaccount';
    node.requireRecent(request.timestampMs, `${method} timestamp too far from current time`, { arrival });
    requireOwner(request, node, method);
  },
  apply: (request, node) => {
    const count = node.table.atomically(() => node.table.unrevoke(request.account.hex, request.tokens));
    return { count, signature: answerSignature(request, node) };
  },
};

/** The tokens that have no access at this node. Spec 02 §4.12. */
export const revokedSubaccounts: LocalMethod<Omit<Revocation, 'tokens'>> = {
  kind: 'local',
  parse: (params) => {
    const account = accountField(params);
    return {
      account,
      credentials: ownerCredentials(params, account),
      timestampMs: timestampField(params, 'timestamp'),
    };
  },
  run: (request, node) => {
    const method = 'revoked_subaccounts';
    node.requireSwarm(request.account);
    node.requireRecent(request.timestampMs, `${method} timestamp too far from current time`, {
      arrival: 'direct',
    });
    requireOwner({ ...request, tokens: [] }, node, method);
    const tokens = node.table.revoked(request.account.hex).map(toBase64);
    return { code: 200, body: { revoked_subaccounts: tokens, ...node.stamp() } };
  },
};

function parse(params: Params, field: 'revoke' | 'unrevoke'): Revocation {
  const account = accountField(params);
  const value = required(params, field);
  const tokens: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (tokens.length === 0) throw invalidRequest(`${field} must not be empty`);
  if (field === 'revoke' && tokens.length > MAX_TOKENS) {
    throw invalidRequest(`at most ${MAX_TOKENS} subaccounts can be revoked`);
  }
  return {
    account,
    credentials: ownerCredentials(params, account),
    tokens: tokens.map((token) => subaccountToken(token, field)),
    timestampMs: timestampField(params, 'timestamp'),
  };
}

function requireOwner(
  { account, credentials, tokens, timestampMs }: Revocation,
  node: NodeStorage,
  method: string,
): void {
  const signed = textAndBytes(`${method}${timestampMs}`, tokens);
  node.requireAuthentic(
    { account, credentials, signed, flags: 0 },
    `${method} signature verification failed`,
  );
}

function answerSignature({ account, timestampMs, tokens }: Revocation, node: NodeStorage): string {
  return node.sign(textAndBytes(`${account.hex}${timestampMs}`, tokens));
}
