/** The namespaces of the protocol (spec 02 §4.2, spec 06 §3). */
export const NAMESPACE = {
  directMessages: 0,
  userProfile: 2,
  contacts: 3,
  convoInfoVolatile: 4,
  userGroups: 5,
  groupMessages: 11,
  groupKeys: 12,
  groupInfo: 13,
  groupMembers: 14,
  deviceGroup: 21,
  legacyGroupMessages: -10,
  revokedGroupMessages: -11,
  accountPublicKeys: -21,
} as const;

/** Nodes take integers of 16 bits. */
const [MIN_NAMESPACE, MAX_NAMESPACE] = [-32_768, 32_767];

/** Whether nodes know such a namespace: an integer of −32768 … 32767 (spec 02 §4.1). */
export function isNamespace(value: number): boolean {
  return Number.isInteger(value) && value >= MIN_NAMESPACE && value <= MAX_NAMESPACE;
}

/** Whether anybody may store without a signature, for at most 14 days (spec 02 §4.2). */
export function isPublicInbox(namespace: number): boolean {
  return namespace % 10 === 0;
}

/** Whether anybody may retrieve while only the owner stores, and each store replaces what was there (spec 02 §4.2). */
export function isPublicOutbox(namespace: number): boolean {
  return namespace < 0 && -namespace % 20 === 1;
}

/** Whether a retrieve needs no signature (spec 02 §4.2). */
export function isReadableByAnybody(namespace: number): boolean {
  return namespace === NAMESPACE.legacyGroupMessages || isPublicOutbox(namespace);
}

/** Whether a revoked subaccount may still retrieve: that is how a removed member learns of it (spec 02 §4.2). */
export function isReadableWhenRevoked(namespace: number): boolean {
  return namespace < 0 && -namespace % 100 === 11;
}

/** Longest time that nodes keep a message of this namespace: 14 days in a public inbox, else 30 (spec 02 §4.4). */
export function maxTtlMs(namespace: number): number {
  return (isPublicInbox(namespace) ? 14 : 30) * DAY_MS;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
