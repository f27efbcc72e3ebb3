const OFFICIAL_PASSWORD = /^[a-zA-Z0-9\-!?/\\()._`~@#$%^&*+=[\]{}|<>,;: ]{6,256}$/;

/**
 * Whether the official desktop client takes a password for its app lock: 6–256 UTF-16 units of a fixed set of characters
 * (spec 01 §10). For comparison with it only: ours may have any characters.
 */
export function isOfficialPassword(password: string): boolean {
  return OFFICIAL_PASSWORD.test(password);
}
