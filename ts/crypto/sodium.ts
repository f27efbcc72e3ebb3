// Spec 01 §11.

import sodium from 'libsodium-wrappers-sumo';

import { selfTest } from './self-test.ts';

let readiness: Promise<void> | undefined;

/**
 * Loads libsodium and checks every primitive against known answers; await it once before any other call of this floor.
 * @throws {CryptoError} `self-test-failed`: this machine computes wrongly, nothing may start.
 */
export function cryptoReady(): Promise<void> {
  readiness ??= sodium.ready.then(selfTest);
  return readiness;
}
