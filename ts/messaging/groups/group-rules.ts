// What a group may be called and whom it may have (spec 04 §5.2, spec 08 §8).

import type { AccountId } from '../../account/index.ts';
import { parseAccountId } from '../../account/index.ts';
import { MAX_GROUP_NAME_BYTES } from '../../config/index.ts';
import { MessagingError } from '../errors.ts';

/** Ourselves among them. */
export const MOST_MEMBERS = 100;

/** @throws {MessagingError} `group-name-empty`; `group-name-too-long` above 100 bytes */
export function checkedGroupName(text: string): string {
  const name = text.trim();
  if (name === '') throw new MessagingError('group-name-empty');
  if (Buffer.byteLength(name) > MAX_GROUP_NAME_BYTES) throw new MessagingError('group-name-too-long');
  return name;
}

/**
 * The accounts that are to be invited, each once and never ourselves.
 * @throws {MessagingError} `group-without-members`; `group-full`
 * @throws {AccountError} for what is no account's ID
 */
export function checkedMembers(
  ids: readonly string[],
  { ownId, others }: { readonly ownId: AccountId; readonly others: number },
): readonly AccountId[] {
  const members = [...new Set(ids.map(parseAccountId))].filter((id) => id !== ownId);
  if (members.length === 0) throw new MessagingError('group-without-members');
  if (members.length + others > MOST_MEMBERS) throw new MessagingError('group-full');
  return members;
}
