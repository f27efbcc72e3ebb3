// What a group is called, looks like and wants (spec 03 §9.1).

import type { ConfigObject } from './config-object.ts';
import {
  assertFits,
  readFlag,
  readPositive,
  readText,
  readTimeS,
  writeFlag,
  writePositive,
  writeText,
  writeTimeS,
} from './fields.ts';
import { MAX_GROUP_NAME_BYTES } from './joined.ts';
import type { Picture } from './picture.ts';
import { readPicture, writePicture } from './picture.ts';

/** Most bytes of a group's description; older clients allowed 2000. */
export const MAX_GROUP_DESCRIPTION_BYTES = 600;

const MAX_READ_DESCRIPTION_BYTES = 2000;

const [NAME, DESCRIPTION, CREATED, DESTROYED] = ['n', 'o', 'c', '!'];
const [DELETE_BEFORE, DELETE_ATTACHMENTS_BEFORE, EXPIRY_TIMER] = ['d', 'D', 'E'];

export interface GroupInfoRecord {
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly picture: Picture | undefined;
  /** Unix seconds, as the following two. */
  readonly createdS: number | undefined;
  /** Messages sent before this time are to be deleted. */
  readonly deleteBeforeS: number | undefined;
  /** Attachments sent before this time are to be deleted. */
  readonly deleteAttachmentsBeforeS: number | undefined;
  /** How long messages last after they were sent, in seconds. */
  readonly expiryTimerS: number | undefined;
  /** An admin has destroyed the group: everybody leaves and deletes it. */
  readonly isDestroyed: boolean;
}

/** What is named is written, and erased when it is undefined, empty or 0. */
export type GroupInfoChanges = Partial<GroupInfoRecord>;

export class GroupInfo {
  /** What is pushed, merged and dumped. */
  readonly config: ConfigObject;

  constructor(config: ConfigObject) {
    this.config = config;
  }

  /** What the config says now; values of a wrong type count as absent. */
  get record(): GroupInfoRecord {
    const { data } = this.config;
    return {
      name: readText(data, NAME, MAX_GROUP_NAME_BYTES),
      description: readText(data, DESCRIPTION, MAX_READ_DESCRIPTION_BYTES),
      picture: readPicture(data),
      createdS: readTimeS(data, CREATED),
      deleteBeforeS: readTimeS(data, DELETE_BEFORE),
      deleteAttachmentsBeforeS: readTimeS(data, DELETE_ATTACHMENTS_BEFORE),
      expiryTimerS: readPositive(data, EXPIRY_TIMER),
      isDestroyed: readFlag(data, DESTROYED),
    };
  }

  /**
   * Changes some of it; true when anything is different now. A description that is too long is cut.
   * @throws {ConfigError} `read-only` for who is no admin, `text-too-long` for the name, `value-invalid` for a number that is not
   *   whole: then nothing has changed
   */
  update(changes: GroupInfoChanges): boolean {
    return this.config.edit((root) => {
      const has = (field: keyof GroupInfoChanges): boolean => field in changes;
      const { name, description } = changes;
      assertFits(name, MAX_GROUP_NAME_BYTES);
      if (has('name')) writeText(root, NAME, { text: name, maxBytes: MAX_GROUP_NAME_BYTES });
      if (has('description')) {
        writeText(root, DESCRIPTION, { text: description, maxBytes: MAX_GROUP_DESCRIPTION_BYTES });
      }
      if (has('picture')) writePicture(root, changes.picture);
      if (has('createdS')) writeTimeS(root, CREATED, changes.createdS);
      if (has('deleteBeforeS')) writeTimeS(root, DELETE_BEFORE, changes.deleteBeforeS);
      if (has('deleteAttachmentsBeforeS')) {
        writeTimeS(root, DELETE_ATTACHMENTS_BEFORE, changes.deleteAttachmentsBeforeS);
      }
      if (has('expiryTimerS')) writePositive(root, EXPIRY_TIMER, changes.expiryTimerS);
      if (has('isDestroyed')) writeFlag(root, DESTROYED, changes.isDestroyed ?? false);
    });
  }
}
