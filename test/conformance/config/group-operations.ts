import {
  createSubaccount,
  signAsSubaccount,
  SUBACCOUNT_FLAGS,
  subaccountToken,
  verifySubaccount,
} from '../../../ts/account/index.ts';
import { MEMBER_STATUSES } from '../../../ts/config/index.ts';
import type {
  GroupInfoChanges,
  GroupMemberChanges,
  MemberTransition,
  Picture,
} from '../../../ts/config/index.ts';
import { decodeKeysMessage } from '../../../ts/config/group-keys-message.ts';
import { MEMBER_KEY_DOMAIN } from '../../../ts/config/group-recipients.ts';
import { decryptXChaCha20, ed25519Seed, recipientKey, x25519PublicKey } from '../../../ts/crypto/index.ts';
import type { SymmetricKey } from '../../../ts/crypto/index.ts';
import { bytesEqual, decodeBencode, decompressZstd, fromHex, isCodedError } from '../../../ts/util/index.ts';
import { decodeGroupMessage, sealGroupEnvelope } from '../../../ts/wire/index.ts';
import { accountOf, x25519Of } from '../crypto/identity.ts';
import { reasonOf, require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { GroupUser, GroupWorld } from './group-world.ts';
import { configOf, expectGroup } from './group-world.ts';
import { expectState } from './observe.ts';
import { mergeStep, pushStep } from './pushing.ts';
import type { Operation, Operations } from './scenario.ts';

const NONCE_BYTES = 24;
const MAX_ENVELOPE_BYTES = 1_000_000;

/** An operation of one user, after which everything that it knows of the group is compared. */
function byUser(
  change: (
    user: GroupUser,
    args: Given,
    parts: { readonly world: GroupWorld; readonly expected: Given },
  ) => readonly string[] | void,
): Operation<GroupWorld> {
  return (world, step) => {
    const user = world.user(step);
    const expected = step.member('expect');
    const known = change(user, step.has('args') ? step.member('args') : step.without(step.names()), {
      world,
      expected,
    });
    if (!expected.has('error')) expectGroup(expected, user.group, known ?? []);
  };
}

export const GROUP_OPERATIONS: Operations<GroupWorld> = {
  group_info: byUser(({ group }, args) => {
    group.info.update(infoChanges(args));
  }),
  group_member: byUser(({ group }, args, { expected }) => {
    const id = args.text('sid');
    if (!args.has('erase') || !args.flag('erase')) {
      group.members.update(id, memberChanges(args));
      return [];
    }
    const isErased = group.members.erase(id);
    if (expected.has('erased')) expected.expect('erased', isErased);
    return ['erased'];
  }),
  rekey: byUser(({ group }, args, { expected }) => {
    if (args.names().length === 0) args.all();
    group.rekey();
    expected.expectHex('config', group.keys.pending?.message ?? new Uint8Array());
    return ['config'];
  }),
  supplement: byUser(supplement),
  load_key: byUser(({ group }, args, { expected }) => {
    const message = { hash: args.text('hash'), data: args.hex('data'), timestampMs: args.number('ts') };
    const found = group.keys.loadMessage(message);
    expected.expect('found', found);
    return ['found'];
  }),
  load_admin: byUser(({ group }, args) => {
    group.becomeAdmin(ed25519Seed(args.hex('seed')));
  }),
  group_decrypt: byUser(groupDecrypt),
  subaccount: byUser(subaccount),
  member_status: (world, step) => {
    const { group } = world.user(step);
    const expected = step.member('expect');
    for (const id of expected.names()) {
      const status = group.members.get(id)?.status;
      expected.expect(id, status === undefined ? undefined : MEMBER_STATUSES.indexOf(status));
    }
    require(expected.names().length === group.members.all.length, 'another number of members');
  },
  push: (world, step) => {
    const { config, sealing } = configOf(world.user(step).group, step);
    pushStep(config, step, { swarm: world.swarm, sealing });
  },
  merge: (world, step) => {
    const { group } = world.user(step);
    const name = step.text('config');
    require(name === 'info' || name === 'members', `a config ${name} is not known`);
    mergeStep(group[name].config, step, world);
    expectState(step.member('expect'), group[name].config, ['good']);
  },
  inject_raw: (world, step) => {
    step.label('what');
    world.swarm.put(step.text('hash'), step.hex('msg'));
  },
  now: (world, step) => {
    world.nowMs = step.number('ms');
  },
  keys_dump: (world, step) => {
    step.member('expect').expectHex('dump', world.user(step).group.keys.dump());
  },
  dump: (world, step) => {
    const { group } = world.user(step);
    const expected = step.member('expect');
    const dumps: Readonly<Record<string, () => Uint8Array>> = {
      info: () => group.info.config.dump(),
      members: () => group.members.config.dump(),
      keys: () => group.keys.dump(),
      combined: () => group.dump(),
    };
    for (const name of expected.names()) expected.expectHex(name, (dumps[name] ?? unknown)());
  },
};

function unknown(): never {
  throw new VectorError('a dump that is not known');
}

function picture(given: Given): Picture | undefined {
  const [url, key] = [given.text('url'), given.hex('key')];
  return url === '' && key.length === 0 ? undefined : { url, key: key as SymmetricKey };
}

function infoChanges(args: Given): GroupInfoChanges {
  return {
    ...(args.has('name') ? { name: args.text('name') } : {}),
    ...(args.has('description') ? { description: args.text('description') } : {}),
    ...(args.has('pic') ? { picture: picture(args.member('pic')) } : {}),
    ...(args.has('created') ? { createdS: args.number('created') } : {}),
    ...(args.has('expiry') ? { expiryTimerS: args.number('expiry') } : {}),
    ...(args.has('delete_before') ? { deleteBeforeS: args.number('delete_before') } : {}),
    ...(args.has('delete_attach_before')
      ? { deleteAttachmentsBeforeS: args.number('delete_attach_before') }
      : {}),
    ...(args.has('destroy') ? { isDestroyed: args.flag('destroy') } : {}),
  };
}

const TRANSITIONS: readonly MemberTransition[] = [
  'invite-not-sent',
  'invite-sent',
  'invite-failed',
  'invite-accepted',
  'promoted',
  'promotion-sent',
  'promotion-failed',
  'promotion-accepted',
  'removed',
  'removed-with-messages',
];

function memberChanges(args: Given): GroupMemberChanges {
  return {
    ...(args.has('name') ? { name: args.text('name') } : {}),
    ...(args.has('pic') ? { picture: picture(args.member('pic')) } : {}),
    ...(args.has('profile_updated') ? { profileUpdatedS: args.number('profile_updated') } : {}),
    ...(args.has('admin') ? { isAdmin: args.flag('admin') } : {}),
    ...(args.has('supplement') ? { isInvitedWithHistory: args.flag('supplement') } : {}),
    ...(args.has('action') ? { transition: transition(args.text('action')) } : {}),
  };
}

function transition(action: string): MemberTransition {
  const found = TRANSITIONS.find((name) => name === action.replaceAll('_', '-'));
  if (found === undefined) throw new VectorError(`what happens to a member by ${action} is not known`);
  return found;
}

/** Keys for new members: the message, and what the first of them reads in it. */
function supplement(
  { group }: GroupUser,
  args: Given,
  { world, expected }: { readonly world: GroupWorld; readonly expected: Given },
): readonly string[] {
  const ids = args.texts('sids');
  const message = group.keys.supplement(ids);
  expected.expectHex('config', message);
  const { nonce, forMembers } = decodeKeysMessage(expected.hex('config'), world.admin.publicKey);
  const [first] = forMembers;
  require(first !== undefined && ids[0] !== undefined, 'nobody to read it');
  const peer = x25519PublicKey(fromHex(ids[0].slice(2)));
  const key = recipientKey({ own: x25519Of(world.admin), peer, domain: MEMBER_KEY_DOMAIN, role: 'sender' });
  expected.expectHex('plaintext_of_first', decryptXChaCha20(first, nonce, { key }));
  return ['config', 'plaintext_of_first'];
}

/** A message of the group whose inside is no Envelope: opened and proven all the same, and sealed again byte for byte. */
function groupDecrypt(
  { group }: GroupUser,
  args: Given,
  { world, expected }: { readonly world: GroupWorld; readonly expected: Given },
): readonly string[] {
  const data = args.hex('data');
  const nonce = data.subarray(0, NONCE_BYTES);
  const { key, dict } = openedWithOne(data, group.keys.keys);
  expected.expectHex('dict', dict);
  const sender = world.pairOf(expected.text('sender'));
  expected.expect('sender', accountOf(sender));
  const envelope = expected.hex('plain');
  const sealed = [true, false].map((mayCompress) =>
    sealGroupEnvelope({ envelope, sender, group: world.admin.publicKey, key, nonce, mayCompress }),
  );
  if (!sealed.some((ours) => bytesEqual(ours, data))) requireSame(dict, envelope);
  // Whoever has not signed it, or not for this group, would be noticed before the Envelope is looked at.
  const opened = attempt(() =>
    decodeGroupMessage({ payload: data, group: world.admin.publicKey, keys: group.keys.keys }),
  );
  require(['opened', 'protobuf-invalid', 'content-missing'].includes(opened), `refused as ${opened}`);
  return ['sender', 'plain', 'dict'];
}

function openedWithOne(
  data: Uint8Array,
  keys: readonly SymmetricKey[],
): { readonly key: SymmetricKey; readonly dict: Uint8Array } {
  for (const key of keys) {
    try {
      const padded = decryptXChaCha20(data.subarray(NONCE_BYTES), data.subarray(0, NONCE_BYTES), { key });
      return { key, dict: padded.subarray(0, padded.findLastIndex((byte) => byte !== 0) + 1) };
    } catch (error) {
      if (!isCodedError(error)) throw error;
    }
  }
  throw new VectorError('no key opens it');
}

/** Another compressor may have made other bytes, which must say the same. */
function requireSame(dict: Uint8Array, envelope: Uint8Array): void {
  const entries = decodeBencode(dict);
  const compressed = entries instanceof Map ? (entries as ReadonlyMap<string, unknown>).get('z') : undefined;
  require(compressed instanceof Uint8Array &&
    bytesEqual(decompressZstd(compressed, MAX_ENVELOPE_BYTES), envelope), 'we seal other bytes');
}

function attempt(work: () => unknown): string {
  try {
    work();
    return 'opened';
  } catch (error) {
    return isCodedError(error) ? error.code : reasonOf(error);
  }
}

/** What an admin gives to a member, and how the member signs with it. */
function subaccount(
  { pair }: GroupUser,
  args: Given,
  { world, expected }: { readonly world: GroupWorld; readonly expected: Given },
): readonly string[] {
  const flags =
    SUBACCOUNT_FLAGS.read |
    (args.flag('write') ? SUBACCOUNT_FLAGS.write : 0) |
    (args.flag('del') ? SUBACCOUNT_FLAGS.delete : 0);
  const membership = { group: world.admin, member: accountOf(pair), flags };
  const authData = createSubaccount(membership);
  expected.expectHex('auth_data', authData);
  expected.expectHex('token', subaccountToken(membership));
  const signed = signAsSubaccount(args.hex('msg'), { authData, member: pair });
  expected.expectHex('signature', signed.signature);
  expected.expectHex('subaccount', signed.subaccount);
  expected.expectHex('subaccount_sig', signed.subaccountSignature);
  const verified = expected.member('verify');
  const needs = { read: SUBACCOUNT_FLAGS.read, write: SUBACCOUNT_FLAGS.write, del: SUBACCOUNT_FLAGS.delete };
  for (const name of verified.names()) {
    const need = Object.hasOwn(needs, name) ? needs[name as keyof typeof needs] : undefined;
    if (need === undefined) throw new VectorError(`a right to ${name} is not known`);
    verified.expect(
      name,
      verifySubaccount(authData, { group: world.groupId, member: pair.publicKey, needs: need }),
    );
  }
  return ['auth_data', 'token', 'signature', 'subaccount', 'subaccount_sig', 'verify'];
}
