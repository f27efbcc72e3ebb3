import { z } from 'zod';

import { parseJson } from '../files/read-file.ts';
import { UpdateError } from './update-error.ts';

/** Bytes and who has signed them: a Dead Simple Signing Envelope (DSSE 1.0). */
export interface Envelope {
  /** Says what the bytes are; it is signed along, so that nothing can pass for something else. */
  readonly payloadType: string;
  readonly payload: Uint8Array;
  readonly signatures: readonly Signature[];
}

export interface Signature {
  /** {@link UpdateKey.id} of who claims to have signed. */
  readonly keyId: string;
  /** Ed25519, 64 bytes, over {@link signedBytes}. */
  readonly bytes: Uint8Array;
}

/** Characters of the largest envelope that is looked at. */
export const MAX_ENVELOPE_CHARACTERS = 256 * 1_024;
const MOST_SIGNATURES = 32;
const SIGNATURE_BYTES = 64;

const base64 = z
  .string()
  .max(MAX_ENVELOPE_CHARACTERS)
  .regex(/^[A-Za-z0-9+/]*={0,2}$/)
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64')));

const envelopeSchema = z
  .object({
    payloadType: z.string().min(1).max(100),
    payload: base64,
    signatures: z
      .array(
        z.object({
          keyid: z.string().max(64),
          sig: base64.refine((bytes) => bytes.length === SIGNATURE_BYTES),
        }),
      )
      .max(MOST_SIGNATURES),
  })
  .transform(({ payloadType, payload, signatures }): Envelope => ({
    payloadType,
    payload,
    signatures: signatures.map(({ keyid, sig }) => ({ keyId: keyid, bytes: sig })),
  }));

/** Reads the form; nothing is verified. @throws {UpdateError} `update-envelope-invalid` */
export function decodeEnvelope(text: string): Envelope {
  if (text.length > MAX_ENVELOPE_CHARACTERS) throw new UpdateError('update-envelope-invalid');
  return envelopeOf(parseJson(text));
}

/** As {@link decodeEnvelope}, of what was JSON. @throws {UpdateError} `update-envelope-invalid` */
export function envelopeOf(json: unknown): Envelope {
  const { data, error } = envelopeSchema.safeParse(json);
  if (error !== undefined) throw new UpdateError('update-envelope-invalid', { cause: error });
  return data;
}

/** The envelope as JSON, for {@link envelopeOf}. */
export function envelopeJson({ payloadType, payload, signatures }: Envelope): object {
  return {
    payloadType,
    payload: Buffer.from(payload).toString('base64'),
    signatures: signatures.map(({ keyId, bytes }) => ({
      keyid: keyId,
      sig: Buffer.from(bytes).toString('base64'),
    })),
  };
}

/** What a signature is made over: the type and the payload, each with its length before it (DSSE, "PAE"). */
export function signedBytes({ payloadType, payload }: Pick<Envelope, 'payloadType' | 'payload'>): Uint8Array {
  const type = Buffer.from(payloadType, 'utf8');
  const head = Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
  ]);
  return Buffer.concat([head, payload]);
}
