// The groups and communities of an account (spec 03 §8.4).

import { editRoom, eraseRoom, findRoom, isRoomKey, roomRecords } from './community-records.ts';
import type { RoomAddress } from './community-records.ts';
import type { CommunityRoom } from './community-url.ts';
import { communityRoomKey } from './community-url.ts';
import type { ConfigObject } from './config-object.ts';
import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import { readDict } from './fields.ts';
import type { JoinedCommunity, JoinedCommunityChange } from './joined-community.ts';
import { readJoinedCommunity, writeJoinedCommunity } from './joined-community.ts';
import type { GroupEnd, JoinedGroup, JoinedGroupChange } from './joined-group.ts';
import { endGroup, readJoinedGroup, reviveGroup, writeJoinedGroup } from './joined-group.ts';
import type { LegacyGroup, LegacyGroupChange } from './legacy-group.ts';
import { readLegacyGroup, writeLegacyGroup } from './legacy-group.ts';
import type { IdPrefix } from './record-ids.ts';
import { idKey, idOfKey } from './record-ids.ts';
import type { ConfigDict } from './value.ts';
import { isDict } from './value.ts';

const [GROUPS, COMMUNITIES, LEGACY_GROUPS] = ['g', 'o', 'C'];
const GROUP_PREFIXES: readonly IdPrefix[] = ['03'];
const LEGACY_PREFIXES: readonly IdPrefix[] = ['05'];

export class UserGroups {
  readonly config: ConfigObject;

  constructor(config: ConfigObject) {
    this.config = config;
  }

  /** All groups, also those that the account is not in any more, in no order. */
  groups(): readonly JoinedGroup[] {
    const records = readDict(this.config.data, GROUPS);
    return recordsById(records, GROUP_PREFIXES).map(([id, record]) => readJoinedGroup(id, record));
  }

  /** What a merge changed of groups, compared with the data before it: how they are now, and how they were; IDs of those that went. */
  groupsChangedSince(before: ConfigDict): {
    readonly changed: readonly { readonly group: JoinedGroup; readonly old: JoinedGroup | undefined }[];
    readonly removed: readonly string[];
  } {
    const [old, now] = [readDict(before, GROUPS), readDict(this.config.data, GROUPS)];
    const changed = recordsById(now, GROUP_PREFIXES).flatMap(([id, record]) => {
      const known = old.get(idKey(id, GROUP_PREFIXES));
      if (known === record) return [];
      return {
        group: readJoinedGroup(id, record),
        old: isDict(known) ? readJoinedGroup(id, known) : undefined,
      };
    });
    const gone = [...old.keys()].filter((key) => !now.has(key));
    return { changed, removed: gone.flatMap((key) => idOfKey(key, GROUP_PREFIXES) ?? []) };
  }

  /** @throws {ConfigError} `value-invalid` for what is no group ID */
  group(id: string): JoinedGroup | undefined {
    const record = readDict(this.config.data, GROUPS).get(idKey(id, GROUP_PREFIXES));
    return isDict(record) ? readJoinedGroup(id.toLowerCase(), record) : undefined;
  }

  /**
   * Writes the group with what is in `change`; one that is not there yet appears. True when anything changed.
   * @throws {ConfigError} `value-invalid`, also for a seed that is not the group's and auth data that does not have 100 bytes
   */
  updateGroup(id: string, change: JoinedGroupChange): boolean {
    return this.editRecord([GROUPS, idKey(id, GROUP_PREFIXES)], (record) => {
      writeJoinedGroup(record, { ...readJoinedGroup(id.toLowerCase(), record), ...change });
    });
  }

  /**
   * The account was removed from the group, or the group was destroyed: the keys to it are gone. Nothing for a group that is not there.
   * @throws {ConfigError} `value-invalid` for what is no group ID
   */
  endGroup(id: string, end: GroupEnd): boolean {
    if (this.group(id) === undefined) return false;
    return this.editRecord([GROUPS, idKey(id, GROUP_PREFIXES)], (record) => {
      endGroup(record, end);
    });
  }

  /**
   * The account was invited again to a group that it had been removed from. A destroyed group stays destroyed.
   * @throws {ConfigError} `value-invalid` for what is no group ID
   */
  reviveGroup(id: string): boolean {
    if (this.group(id) === undefined) return false;
    return this.editRecord([GROUPS, idKey(id, GROUP_PREFIXES)], reviveGroup);
  }

  /** @throws {ConfigError} `value-invalid` for what is no group ID */
  eraseGroup(id: string): boolean {
    return this.eraseRecord(GROUPS, idKey(id, GROUP_PREFIXES));
  }

  /** All community rooms, in no order. */
  communities(): readonly JoinedCommunity[] {
    const records = [...roomRecords(readDict(this.config.data, COMMUNITIES))];
    return records.filter(({ key }) => isRoomKey(key)).map(readJoinedCommunity);
  }

  /** @throws {ConfigError} `value-invalid` for a base URL or room that is none */
  community(room: CommunityRoom): JoinedCommunity | undefined {
    const found = findRoom(readDict(this.config.data, COMMUNITIES), addressOf(room));
    return found && readJoinedCommunity(found);
  }

  /**
   * Writes the room with what is in `change`; one that is not there yet appears. True when anything changed.
   * @throws {ConfigError} `value-invalid`, also for a server that is new and has no key
   */
  updateCommunity(room: CommunityRoom, { publicKey, ...change }: JoinedCommunityChange): boolean {
    return this.config.edit((root) => {
      editRoom(root.dict(COMMUNITIES), { ...addressOf(room), publicKey }, (record) => {
        writeJoinedCommunity(record, { room: room.room, change });
      });
    });
  }

  /**
   * Erases the room; the last one takes its server with it.
   * @throws {ConfigError} `value-invalid` for a base URL or room that is none
   */
  eraseCommunity(room: CommunityRoom): boolean {
    return this.config.edit((root) => {
      eraseRoom(root.dict(COMMUNITIES), addressOf(room));
    });
  }

  /** All legacy groups, in no order. */
  legacyGroups(): readonly LegacyGroup[] {
    const records = readDict(this.config.data, LEGACY_GROUPS);
    return recordsById(records, LEGACY_PREFIXES).map(([id, record]) => readLegacyGroup(id, record));
  }

  /** What a merge changed of legacy groups, compared with the data before it: how they are now, and IDs of those that went. */
  legacyGroupsChangedSince(before: ConfigDict): {
    readonly changed: readonly LegacyGroup[];
    readonly removed: readonly string[];
  } {
    const [old, now] = [readDict(before, LEGACY_GROUPS), readDict(this.config.data, LEGACY_GROUPS)];
    const changed = recordsById(now, LEGACY_PREFIXES).filter(
      ([id, record]) => old.get(idKey(id, LEGACY_PREFIXES)) !== record,
    );
    const gone = [...old.keys()].filter((key) => !now.has(key));
    return {
      changed: changed.map(([id, record]) => readLegacyGroup(id, record)),
      removed: gone.flatMap((key) => idOfKey(key, LEGACY_PREFIXES) ?? []),
    };
  }

  /** @throws {ConfigError} `value-invalid` for what is no ID of a legacy group */
  legacyGroup(id: string): LegacyGroup | undefined {
    const record = readDict(this.config.data, LEGACY_GROUPS).get(idKey(id, LEGACY_PREFIXES));
    return isDict(record) ? readLegacyGroup(id.toLowerCase(), record) : undefined;
  }

  /**
   * Writes the legacy group with what is in `change`. True when anything changed.
   * @throws {ConfigError} `value-invalid`
   */
  updateLegacyGroup(id: string, change: LegacyGroupChange): boolean {
    return this.editRecord([LEGACY_GROUPS, idKey(id, LEGACY_PREFIXES)], (record) => {
      writeLegacyGroup(record, { ...readLegacyGroup(id.toLowerCase(), record), ...change });
    });
  }

  /** @throws {ConfigError} `value-invalid` for what is no ID of a legacy group */
  eraseLegacyGroup(id: string): boolean {
    return this.eraseRecord(LEGACY_GROUPS, idKey(id, LEGACY_PREFIXES));
  }

  private editRecord(
    [kind, key]: readonly [kind: string, key: string],
    write: (record: DictEditor) => void,
  ): boolean {
    return this.config.edit((root) => {
      write(root.dict(kind).dict(key));
    });
  }

  private eraseRecord(kind: string, key: string): boolean {
    return this.config.edit((root) => {
      root.dict(kind).delete(key);
    });
  }
}

function recordsById(
  records: ConfigDict,
  prefixes: readonly IdPrefix[],
): readonly (readonly [string, Fields])[] {
  return [...records].flatMap(([key, record]) => {
    const id = idOfKey(key, prefixes);
    return id !== undefined && isDict(record) ? [[id, record] as const] : [];
  });
}

function addressOf({ baseUrl, room }: CommunityRoom): RoomAddress {
  return { baseUrl, key: communityRoomKey(room) };
}
