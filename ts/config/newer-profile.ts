/**
 * The profile to keep of somebody whose profile came in: the one that its owner wrote later. What is stored without a time gives way.
 * A merge goes by the order of messages, not by time, so this is for whoever takes profiles in (spec 03 §4.4).
 */
export function newerProfile<Profile extends { readonly profileUpdatedS: number | undefined }>(
  incoming: Profile,
  stored: Profile,
): Profile {
  const storedS = stored.profileUpdatedS ?? 0;
  return storedS === 0 || (incoming.profileUpdatedS ?? 0) > storedS ? incoming : stored;
}
