// The kinds of namespaces (integers from -32768 to 32767). Spec 02 §4.2.

/** Anybody may store, without a signature. */
export function isPublicInbox(namespace: number): boolean {
  return namespace % 10 === 0;
}

/** Anybody may retrieve, the owner stores, and a store replaces what was there. */
export function isPublicOutbox(namespace: number): boolean {
  return namespace < 0 && -namespace % 20 === 1;
}

/** Retrieve needs no signature: public outboxes and the namespace of legacy groups. */
export function isReadableByAnybody(namespace: number): boolean {
  return namespace === -10 || isPublicOutbox(namespace);
}

/** Retrieve is allowed to revoked subaccounts too. */
export function isReadableWhenRevoked(namespace: number): boolean {
  return namespace < 0 && -namespace % 100 === 11;
}

/** How a namespace stands in signed bytes and message hashes: 0 is empty. */
export function namespaceInSignature(namespace: number | 'all'): string {
  return namespace === 0 ? '' : `${namespace}`;
}
