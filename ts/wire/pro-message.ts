import type { session } from './generated/protos.js';
import { fromBigInt, ifPresent, orAbsent, present, toBigInt, uint32 } from './protobuf.ts';

/** What a Pro sender adds to a message (spec 04 §1.6). */
export interface ProMessage {
  readonly proof?: ProProof | undefined;
  /** Bit 0: badge; bit 1: animated picture. */
  readonly profileBitset?: bigint | undefined;
  /** Bit 0: more than 2000 code points. */
  readonly messageBitset?: bigint | undefined;
}

/** A proof as it was sent: whoever checks it judges lengths too, because a wrong one only makes the message non-Pro. */
export interface ProProof {
  readonly version?: number | undefined;
  readonly genIndexHash?: Uint8Array | undefined;
  readonly rotatingPublicKey?: Uint8Array | undefined;
  /** Milliseconds; values below 10^11 are seconds. */
  readonly expireAt?: bigint | undefined;
  readonly sig?: Uint8Array | undefined;
}

/** @throws {WireError} `number-out-of-range` */
export function proMessageToWire(message: ProMessage): session.ProMessage.$Properties {
  return {
    proof: orAbsent(message.proof, (proof) => ({
      version: orAbsent(proof.version, uint32),
      genIndexHash: proof.genIndexHash ?? null,
      rotatingPublicKey: proof.rotatingPublicKey ?? null,
      expireAtMs: orAbsent(proof.expireAt, fromBigInt),
      sig: proof.sig ?? null,
    })),
    profileBitset: orAbsent(message.profileBitset, fromBigInt),
    messageBitset: orAbsent(message.messageBitset, fromBigInt),
  };
}

/** Keeps all 64 bits of the bitsets and of the expiry (spec 04 §1.6). */
export function proMessageFromWire(wire: session.ProMessage.$Properties): ProMessage {
  const message = present(wire);
  return {
    proof: ifPresent(message.proof, proofFromWire),
    profileBitset: ifPresent(message.profileBitset, toBigInt),
    messageBitset: ifPresent(message.messageBitset, toBigInt),
  };
}

function proofFromWire(wire: session.ProProof.$Properties): ProProof {
  const proof = present(wire);
  return {
    version: proof.version ?? undefined,
    genIndexHash: proof.genIndexHash ?? undefined,
    rotatingPublicKey: proof.rotatingPublicKey ?? undefined,
    expireAt: ifPresent(proof.expireAtMs, toBigInt),
    sig: proof.sig ?? undefined,
  };
}
