import { Contacts, ConvoInfoVolatile, UserGroups, UserProfile } from '../../../ts/config/index.ts';
import type {
  ConfigObject,
  ContactChange,
  Conversation,
  ExpirySetting,
  JoinedGroupChange,
  LegacyGroupChange,
  LegacyRole,
  NotifyMode,
  OldProCredential,
  Picture,
  ReadStateChange,
} from '../../../ts/config/index.ts';
import {
  blake2b,
  ed25519Seed,
  signature,
  symmetricKey,
  x25519PublicKey,
  x25519SecretKey,
} from '../../../ts/crypto/index.ts';
import { toHex, utf8 } from '../../../ts/util/index.ts';
import { require, VectorError } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import type { Operations } from './scenario.ts';
import type { UserWorld } from './user-scenario.ts';
import { onDevice } from './user-scenario.ts';

const MS_PER_SECOND = 1_000;
const NOTIFY_MODES: readonly NotifyMode[] = ['default', 'all', 'none', 'mentions'];
const EXPIRY_MODES: readonly (ExpirySetting['mode'] | undefined)[] = [undefined, 'after-send', 'after-read'];

/** Changes through the typed layer (spec 03 §8). */
export const USER_OPERATIONS: Operations<UserWorld> = {
  profile: onDevice((config, args) => {
    const nowMs = args.number('now') * MS_PER_SECOND;
    new UserProfile(config).update(
      {
        ...field(args, 'name', 'name', (name) => args.text(name)),
        ...field(args, 'pic', 'picture', (name) => picture(args.member(name))),
        ...field(args, 'reupload_pic', 'reuploadedPicture', (name) => picture(args.member(name))),
        ...field(args, 'nts_priority', 'noteToSelfPriority', (name) => args.number(name)),
        ...field(args, 'nts_expiry', 'noteToSelfTimerS', (name) => positive(args, name)),
        ...field(args, 'blinded_msgreqs', 'acceptsBlindedRequests', (name) => args.flag(name)),
        ...field(args, 'pro_badge', 'showsProBadge', (name) => args.flag(name)),
        ...field(args, 'animated_avatar', 'hasAnimatedPicture', (name) => args.flag(name)),
        ...field(args, 'pro', 'proCredential', (name) => proCredential(args.member(name))),
        ...field(args, 'pro_access_expiry', 'proAccessExpiryMs', (name) => args.number(name)),
      },
      nowMs,
    );
  }),
  contact: onDevice((config, args) => {
    const contacts = new Contacts(config);
    const id = args.text('session_id');
    if (isErased(args)) contacts.erase(id);
    else
      contacts.update(
        id,
        contactChange(args, () => contacts.get(id)?.expiry),
      );
  }),
  blinded_contact: onDevice((config, args) => {
    const contacts = new Contacts(config);
    const key = { baseUrl: args.text('base_url'), blindedId: args.text('blinded_id') };
    if (isErased(args)) contacts.eraseBlinded(key);
    else
      contacts.updateBlinded(key, {
        ...field(args, 'pubkey', 'publicKey', (name) => x25519PublicKey(args.hex(name))),
        ...personChange(args),
      });
  }),
  contacts_bulk: onDevice(addManyContacts),
  convo: onDevice((config, args, { nowMs }) => {
    const convos = new ConvoInfoVolatile(config);
    const conversation = conversationOf(args);
    if (isErased(args)) convos.erase(conversation);
    else convos.update(conversation, readStateChange(args), { nowMs });
  }),
  usergroup: onDevice((config, args) => {
    const groups = new UserGroups(config);
    const kind = args.text('kind');
    const change = Object.hasOwn(USER_GROUP_KINDS, kind) ? USER_GROUP_KINDS[kind] : undefined;
    if (change === undefined) throw new VectorError(`a group of kind ${kind} is not known`);
    change(groups, args);
  }),
};

/** `{ [ours]: value }` when the step has the field; `null` removes it. */
function field<Name extends string, Value>(
  args: Given,
  name: string,
  ours: Name,
  read: (name: string) => Value,
): { readonly [Key in Name]?: Value } {
  if (!args.has(name)) return {};
  const value = args.isNull(name) ? undefined : read(name);
  return { [ours]: value } as { readonly [Key in Name]?: Value };
}

function isErased(args: Given): boolean {
  return args.has('erase') && args.flag('erase');
}

/** Zero says: not set. */
function positive(args: Given, name: string): number | undefined {
  return args.number(name) || undefined;
}

/** A picture without URL is none. */
function picture(given: Given): Picture | undefined {
  const [url, key] = [given.text('url'), given.hex('key')];
  return url === '' && key.length === 0 ? undefined : { url, key: key as ReturnType<typeof symmetricKey> };
}

function proCredential(given: Given): OldProCredential {
  return {
    wire: 'old',
    version: given.number('version'),
    rotatingSeed: ed25519Seed(given.hex('rotating_seed')),
    tag: given.hex('gen_index_hash'),
    expiryMs: given.number('expiry_ms'),
    signature: signature(given.hex('sig')),
  };
}

function notifyMode(args: Given, name: string): NotifyMode {
  const mode = NOTIFY_MODES[args.number(name)];
  if (mode === undefined) throw new VectorError(`${args.number(name)} is no mode of notifications`);
  return mode;
}

function personChange(args: Given) {
  return {
    ...field(args, 'name', 'name', (name) => args.text(name)),
    ...field(args, 'pic', 'picture', (name) => picture(args.member(name))),
    ...field(args, 'profile_updated', 'profileUpdatedS', (name) => args.number(name)),
    ...field(args, 'priority', 'priority', (name) => args.number(name)),
    ...field(args, 'created', 'createdS', (name) => args.number(name)),
    ...field(args, 'features', 'proFeatures', (name) => args.numbers(name)),
  };
}

function contactChange(args: Given, present: () => ExpirySetting | undefined): ContactChange {
  return {
    ...personChange(args),
    ...field(args, 'nickname', 'nickname', (name) => args.text(name) || undefined),
    ...field(args, 'approved', 'isApproved', (name) => args.flag(name)),
    ...field(args, 'approved_me', 'hasApprovedMe', (name) => args.flag(name)),
    ...field(args, 'blocked', 'isBlocked', (name) => args.flag(name)),
    ...field(args, 'notifications', 'notify', (name) => notifyMode(args, name)),
    ...field(args, 'mute_until', 'mutedUntilS', (name) => positive(args, name)),
    ...(args.has('exp_mode') || args.has('exp_timer') ? { expiry: expiry(args, present()) } : {}),
  };
}

function expiry(args: Given, present: ExpirySetting | undefined): ExpirySetting | undefined {
  const modeNumber = args.has('exp_mode') ? args.number('exp_mode') : EXPIRY_MODES.indexOf(present?.mode);
  const timerS = args.has('exp_timer') ? args.number('exp_timer') : (present?.timerS ?? 0);
  require(modeNumber < EXPIRY_MODES.length, `${modeNumber} is no mode of disappearing`);
  const mode = EXPIRY_MODES[modeNumber];
  return mode === undefined ? undefined : { mode, timerS };
}

/** The one rule by which a scenario makes contacts in great numbers. */
const BULK_RULE =
  'contact i: session_id = "05"+hex(blake2b32(TAG/i)), name = hex(blake2b24("n"TAG/i)), approved, created = 1760000000+i, ' +
  'pic url = "http://f/"+hex(blake2b16("u"TAG/i)), pic key = blake2b32("k"TAG/i); TAG/i is the ASCII text TAG, a slash and the decimal i; ' +
  'hash inputs are ASCII, unkeyed blake2b with the stated output size';
const BULK_CREATED_S = 1_760_000_000;

function addManyContacts(config: ConfigObject, args: Given): void {
  args.expect('rule', BULK_RULE);
  const tag = args.text('TAG');
  const contacts = new Contacts(config);
  for (let at = 0; at < args.number('count'); at += 1) {
    const hash = (length: number, prefix = '') => blake2b(length, utf8(`${prefix}${tag}/${at}`));
    contacts.update(`05${toHex(hash(32))}`, {
      name: toHex(hash(24, 'n')),
      isApproved: true,
      createdS: BULK_CREATED_S + at,
      picture: { url: `http://f/${toHex(hash(16, 'u'))}`, key: symmetricKey(hash(32, 'k')) },
    });
  }
}

const ID_CONVERSATIONS = {
  '1o1': 'direct',
  group: 'group',
  legacy: 'legacy-group',
  blinded: 'blinded',
} as const;

function conversationOf(args: Given): Conversation {
  const kind = args.text('kind');
  if (kind === 'community')
    return {
      kind,
      baseUrl: args.text('base_url'),
      room: args.text('room'),
      ...field(args, 'pubkey', 'publicKey', (name) => x25519PublicKey(args.hex(name))),
    };
  if (!Object.hasOwn(ID_CONVERSATIONS, kind))
    throw new VectorError(`a conversation of kind ${kind} is not known`);
  return { kind: ID_CONVERSATIONS[kind as keyof typeof ID_CONVERSATIONS], id: args.text('sid') };
}

function readStateChange(args: Given): ReadStateChange {
  const hasProof = args.has('pro_expiry') || args.has('pro_tag');
  return {
    ...field(args, 'last_read', 'lastReadMs', (name) => positive(args, name)),
    ...field(args, 'unread', 'isMarkedUnread', (name) => args.flag(name)),
    ...(hasProof ? { proProof: { expiryMs: args.number('pro_expiry'), tag: args.hex('pro_tag') } } : {}),
  };
}

const USER_GROUP_KINDS: Readonly<Record<string, (groups: UserGroups, args: Given) => void>> = {
  community: (groups, args) => {
    const room = { baseUrl: args.text('base_url'), room: args.text('room') };
    if (isErased(args)) groups.eraseCommunity(room);
    else {
      const publicKey = args.has('pubkey') ? { publicKey: x25519PublicKey(args.hex('pubkey')) } : {};
      groups.updateCommunity(room, { ...publicKey, ...joinedChange(args) });
    }
  },
  group: (groups, args) => {
    const id = args.text('gid');
    if (isErased(args)) groups.eraseGroup(id);
    else changeGroup(groups, id, args);
  },
  legacy: (groups, args) => {
    const id = args.text('gid');
    if (isErased(args)) groups.eraseLegacyGroup(id);
    else
      groups.updateLegacyGroup(
        id,
        legacyChange(args, () => groups.legacyGroup(id)?.members ?? new Map()),
      );
  },
};

function changeGroup(groups: UserGroups, id: string, args: Given): void {
  const marks = ['mark_kicked', 'mark_destroyed', 'mark_invited'].filter(
    (name) => args.has(name) && args.flag(name),
  );
  if (marks.includes('mark_invited')) groups.reviveGroup(id);
  const change: JoinedGroupChange = {
    ...joinedChange(args),
    ...field(args, 'name', 'name', (name) => args.text(name)),
    ...field(args, 'seed', 'adminSeed', (name) => ed25519Seed(args.hex(name))),
    ...field(args, 'auth_data', 'authData', (name) => args.hex(name)),
  };
  if (Object.keys(change).length > 0 || marks.length === 0) groups.updateGroup(id, change);
  if (marks.includes('mark_kicked')) groups.endGroup(id, 'kicked');
  if (marks.includes('mark_destroyed')) groups.endGroup(id, 'destroyed');
}

function joinedChange(args: Given) {
  return {
    ...field(args, 'priority', 'priority', (name) => args.number(name)),
    ...field(args, 'joined_at', 'joinedS', (name) => args.number(name)),
    ...field(args, 'notifications', 'notify', (name) => notifyMode(args, name)),
    ...field(args, 'mute_until', 'mutedUntilS', (name) => positive(args, name)),
    ...field(args, 'invited', 'isInvitation', (name) => args.flag(name)),
  };
}

function legacyChange(args: Given, present: () => ReadonlyMap<string, LegacyRole>): LegacyGroupChange {
  const members = new Map(present());
  const changesMembers = ['members', 'admins', 'remove'].some((name) => args.has(name));
  for (const id of args.has('members') ? args.texts('members') : []) members.set(id, 'member');
  for (const id of args.has('admins') ? args.texts('admins') : []) members.set(id, 'admin');
  for (const id of args.has('remove') ? args.texts('remove') : []) members.delete(id);
  return {
    ...joinedChange(args),
    ...field(args, 'name', 'name', (name) => args.text(name)),
    ...field(args, 'disappearing_timer', 'timerS', (name) => positive(args, name)),
    ...(changesMembers ? { members } : {}),
    ...(args.has('enc_pubkey') ? { keys: legacyKeys(args) } : {}),
  };
}

function legacyKeys(args: Given) {
  return {
    publicKey: x25519PublicKey(args.hex('enc_pubkey')),
    secretKey: x25519SecretKey(args.hex('enc_seckey')),
  };
}
