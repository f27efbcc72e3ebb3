import { CommunityError } from './errors.ts';

const TOKEN = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether `text` can be a room's token: 1–64 letters, digits, `_` and `-` (spec 05 §1). */
export function isRoomToken(text: string): boolean {
  return TOKEN.test(text);
}

/** @throws {CommunityError} `argument-invalid` */
export function roomPath(token: string): string {
  if (!isRoomToken(token)) throw new CommunityError('argument-invalid', { message: 'room' });
  return `/room/${token}`;
}
