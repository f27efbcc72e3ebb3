// The account's own profile (spec 03 §8.1).

import type { ConfigObject } from './config-object.ts';
import type { DictEditor } from './editor.ts';
import type { Fields } from './fields.ts';
import {
  assertFits,
  readFeatures,
  readFlag,
  readInteger,
  readPositive,
  readText,
  writeFeatures,
  writeInteger,
  writeNonZero,
  writePositive,
  writeText,
} from './fields.ts';
import type { Picture, PictureKeys } from './picture.ts';
import { PICTURE, readPicture, writePicture } from './picture.ts';
import type { OldProCredential, ProCredential } from './pro-credential.ts';
import {
  deleteCredential,
  readCredential,
  readExpiryMs,
  writeCredential,
  writeExpiryMs,
} from './pro-credential.ts';

export interface Profile {
  readonly name: string | undefined;
  /** What to show and to send: the picture that was set, or the same one as a device uploaded it again. */
  readonly picture: Picture | undefined;
  /** Seconds since the epoch of the last change that others have to hear of. */
  readonly updatedS: number | undefined;
  /** Of Note to Self: negative hidden, positive pinned. */
  readonly noteToSelfPriority: number;
  /** Of Note to Self, always after sending. Undefined when messages stay. */
  readonly noteToSelfTimerS: number | undefined;
  /** Undefined when the account never chose. */
  readonly acceptsBlindedRequests: boolean | undefined;
  readonly showsProBadge: boolean;
  readonly hasAnimatedPicture: boolean;
  readonly proCredential: ProCredential | undefined;
  /** Until when the account has Pro. */
  readonly proAccessExpiryMs: number | undefined;
  /** Written by newer versions only, as the next three. */
  readonly isProRenewing: boolean;
  readonly proGraceS: number | undefined;
  readonly proRefundRequestedS: number | undefined;
  /** When Pro was bought of which there is no proof yet. */
  readonly proPrepaidS: number | undefined;
}

/** What to change; a field that is there and undefined is removed. */
export interface ProfileChange {
  /** At most 100 bytes. */
  readonly name?: string | undefined;
  readonly picture?: Picture | undefined;
  /** The present picture, uploaded again so that it does not expire. */
  readonly reuploadedPicture?: Picture | undefined;
  readonly noteToSelfPriority?: number;
  readonly noteToSelfTimerS?: number | undefined;
  readonly acceptsBlindedRequests?: boolean | undefined;
  readonly showsProBadge?: boolean;
  readonly hasAnimatedPicture?: boolean;
  readonly proCredential?: OldProCredential | undefined;
  readonly proAccessExpiryMs?: number | undefined;
}

/** Bytes of UTF-8 that an account's name may have. */
export const MAX_PROFILE_NAME_BYTES = 100;

const NAME = 'n';
const REUPLOADED: PictureKeys = { url: 'P', key: 'Q' };
const [CHANGED, REFRESHED] = ['t', 'T'];
const [PRIORITY, TIMER, BLINDED_REQUESTS] = ['+', 'e', 'M'];
const [FEATURES, CREDENTIAL, ACCESS_EXPIRY] = ['f', 's', 'E'];
const [RENEWING, GRACE, REFUND, PREPAID] = ['A', 'G', 'R', 'I'];
const [BADGE, ANIMATED_PICTURE] = [0, 1];

export class UserProfile {
  readonly config: ConfigObject;

  constructor(config: ConfigObject) {
    this.config = config;
  }

  read(): Profile {
    const { data } = this.config;
    const features = readFeatures(data, FEATURES);
    return {
      name: readText(data, NAME, MAX_PROFILE_NAME_BYTES),
      picture: isRefreshed(data) ? readPicture(data, REUPLOADED) : readPicture(data),
      updatedS: updatedS(data),
      noteToSelfPriority: readInteger(data, PRIORITY) ?? 0,
      noteToSelfTimerS: readPositive(data, TIMER),
      acceptsBlindedRequests: readChoice(data, BLINDED_REQUESTS),
      showsProBadge: features.includes(BADGE),
      hasAnimatedPicture: features.includes(ANIMATED_PICTURE),
      proCredential: readCredential(data, CREDENTIAL),
      proAccessExpiryMs: readExpiryMs(data, ACCESS_EXPIRY),
      isProRenewing: readFlag(data, RENEWING),
      proGraceS: readPositive(data, GRACE),
      proRefundRequestedS: readPositive(data, REFUND),
      proPrepaidS: readPositive(data, PREPAID),
    };
  }

  /**
   * Writes what is in `change`, and the time of it where others have to hear of it. True when anything changed.
   * @throws {ConfigError} `text-too-long` for a name above 100 bytes; `value-invalid`
   */
  update(change: ProfileChange, nowMs: number): boolean {
    assertFits(change.name, MAX_PROFILE_NAME_BYTES);
    const nowS = Math.floor(nowMs / 1_000);
    return this.config.edit((root) => {
      if ('name' in change) stampIf(changesName(root, change.name), root, nowS);
      if ('picture' in change) setPicture(root, change.picture, nowS);
      if ('reuploadedPicture' in change) setReuploaded(root, change.reuploadedPicture, nowS);
      if (change.noteToSelfPriority !== undefined) writeNonZero(root, PRIORITY, change.noteToSelfPriority);
      if ('noteToSelfTimerS' in change) writePositive(root, TIMER, change.noteToSelfTimerS);
      if ('acceptsBlindedRequests' in change)
        stampIf(changesChoice(root, change.acceptsBlindedRequests), root, nowS);
      stampIf(changesFeatures(root, change), root, nowS);
      if ('proCredential' in change) setCredential(root, change.proCredential, nowS);
      if ('proAccessExpiryMs' in change) writeExpiryMs(root, ACCESS_EXPIRY, change.proAccessExpiryMs);
    });
  }
}

/** Whether the picture that was uploaded again is newer than the last change. */
function isRefreshed(fields: Fields): boolean {
  return (readInteger(fields, CHANGED) ?? 0) < (readInteger(fields, REFRESHED) ?? 0);
}

/** Without a time of a change, one of a new upload means nothing. */
function updatedS(fields: Fields): number | undefined {
  const changed = readPositive(fields, CHANGED);
  return changed === undefined ? undefined : Math.max(changed, readPositive(fields, REFRESHED) ?? 0);
}

function readChoice(fields: Fields, key: string): boolean | undefined {
  const value = readInteger(fields, key);
  return value === undefined ? undefined : value !== 0;
}

/** A change in the newer of the two times keeps the picture that is shown. */
function stampIf(isChanged: boolean, root: DictEditor, nowS: number): void {
  if (isChanged) writeInteger(root, isRefreshed(root) ? REFRESHED : CHANGED, nowS);
}

/** Whether `write` changes the value at any of the keys. */
function changes(root: DictEditor, keys: readonly string[], write: () => void): boolean {
  const before = keys.map((key) => root.get(key));
  write();
  return keys.some((key, at) => root.get(key) !== before[at]);
}

function changesName(root: DictEditor, name: string | undefined): boolean {
  return changes(root, [NAME], () => {
    writeText(root, NAME, { text: name, maxBytes: MAX_PROFILE_NAME_BYTES });
  });
}

function changesChoice(root: DictEditor, choice: boolean | undefined): boolean {
  return changes(root, [BLINDED_REQUESTS], () => {
    if (choice !== undefined) writeInteger(root, BLINDED_REQUESTS, choice ? 1 : 0);
    else if (readInteger(root, BLINDED_REQUESTS) !== undefined) root.delete(BLINDED_REQUESTS);
  });
}

function changesFeatures(root: DictEditor, { showsProBadge, hasAnimatedPicture }: ProfileChange): boolean {
  return changes(root, [FEATURES], () => {
    if (showsProBadge !== undefined) setFeature(root, BADGE, showsProBadge);
    if (hasAnimatedPicture !== undefined) setFeature(root, ANIMATED_PICTURE, hasAnimatedPicture);
  });
}

function setFeature(root: DictEditor, feature: number, isOn: boolean): void {
  writeFeatures(root, FEATURES, { features: isOn ? [feature] : [], known: [feature] });
}

function changesPicture(root: DictEditor, picture: Picture | undefined, keys: PictureKeys): boolean {
  return changes(root, [keys.url, keys.key], () => {
    writePicture(root, picture, keys);
  });
}

/** Without a picture there is nothing that was uploaded again. */
function setPicture(root: DictEditor, picture: Picture | undefined, nowS: number): void {
  if (changesPicture(root, picture, PICTURE)) writeInteger(root, CHANGED, nowS);
  if (readPicture(root) === undefined) setReuploaded(root, undefined, nowS);
}

function setReuploaded(root: DictEditor, picture: Picture | undefined, nowS: number): void {
  if (changesPicture(root, picture, REUPLOADED)) writeInteger(root, REFRESHED, nowS);
}

/** Others hear of a new credential, but not of one that is gone. */
function setCredential(root: DictEditor, credential: OldProCredential | undefined, nowS: number): void {
  if (credential === undefined) {
    deleteCredential(root, CREDENTIAL);
    return;
  }
  const isChanged = changes(root, [CREDENTIAL], () => {
    writeCredential(root, CREDENTIAL, credential);
  });
  stampIf(isChanged, root, nowS);
}
