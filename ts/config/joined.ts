// What groups, communities and legacy groups have in common (spec 03 §8.4).

import type { DictEditor } from './editor.ts';
import type { Fields, NotifyMode } from './fields.ts';
import {
  readFlag,
  readInteger,
  readNotify,
  readTimeS,
  writeFlag,
  writeNonZero,
  writeNotify,
  writeTimeS,
} from './fields.ts';

export interface Joined {
  /** Negative hidden, positive pinned. */
  readonly priority: number;
  /** Seconds since the epoch. */
  readonly joinedS: number | undefined;
  readonly notify: NotifyMode;
  readonly mutedUntilS: number | undefined;
  /** Whether the invitation still has to be accepted. */
  readonly isInvitation: boolean;
}

/** Bytes of UTF-8 that the name of a group may have. */
export const MAX_GROUP_NAME_BYTES = 100;

const [PRIORITY, JOINED, NOTIFY, MUTED_UNTIL, INVITATION] = ['+', 'j', '@', '!', 'i'];

export function readJoined(fields: Fields): Joined {
  return {
    priority: readInteger(fields, PRIORITY) ?? 0,
    joinedS: readTimeS(fields, JOINED),
    notify: readNotify(fields, NOTIFY),
    mutedUntilS: readTimeS(fields, MUTED_UNTIL),
    isInvitation: readFlag(fields, INVITATION),
  };
}

/** @throws {ConfigError} `value-invalid` for a number that is no safe integer */
export function writeJoined(editor: DictEditor, joined: Joined): void {
  writeNonZero(editor, PRIORITY, joined.priority);
  writeTimeS(editor, JOINED, joined.joinedS);
  writeNotify(editor, NOTIFY, joined.notify);
  writeTimeS(editor, MUTED_UNTIL, joined.mutedUntilS);
  writeFlag(editor, INVITATION, joined.isInvitation);
}
