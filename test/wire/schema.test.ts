import { describe, expect, test } from 'vitest';

import { fromHex, toHex } from '../../ts/util/index.ts';
import { session } from '../../ts/wire/generated/protos.js';
import { decodeProtobuf, encodeProtobuf } from '../../ts/wire/protobuf.ts';
import { readVectors } from '../support/read-vectors.ts';
import { toVectorJson } from './schema-json.ts';

type TypeName = 'WebSocketMessage' | 'Envelope' | 'Content';

interface Vector {
  readonly id: string;
  readonly type: TypeName;
  readonly hex: string;
  readonly decoded: Readonly<Record<string, unknown>>;
}

const vectors = readVectors<{
  messages: readonly Vector[];
  decode_only: readonly Vector[];
  invalid: readonly Omit<Vector, 'decoded'>[];
}>('protobuf');

/** Decodes and encodes again by the generated code alone, which keeps every field. */
const TYPES: Readonly<Record<TypeName, (bytes: Uint8Array) => { decoded: object; encoded: Uint8Array }>> = {
  WebSocketMessage: (bytes) => {
    const decoded = decodeProtobuf(session.WebSocketMessage, bytes);
    return { decoded, encoded: encodeProtobuf(session.WebSocketMessage, decoded) };
  },
  Envelope: (bytes) => {
    const decoded = decodeProtobuf(session.Envelope, bytes);
    return { decoded, encoded: encodeProtobuf(session.Envelope, decoded) };
  },
  Content: (bytes) => {
    const decoded = decodeProtobuf(session.Content, bytes);
    return { decoded, encoded: encodeProtobuf(session.Content, decoded) };
  },
};

describe('the schema reads and writes every message of the protocol byte for byte', () => {
  test.each(vectors.messages)('$id', ({ type, hex, decoded }) => {
    const result = TYPES[type](fromHex(hex));
    expect(toVectorJson(result.decoded, type)).toEqual(decoded);
    expect(toHex(result.encoded)).toBe(hex);
  });
});

describe('the schema reads what others write differently', () => {
  test.each(vectors.decode_only)('$id', ({ id, type, hex, decoded }) => {
    const result = toVectorJson(TYPES[type](fromHex(hex)).decoded, type);
    // The one reserved field of the vectors that we write ourselves.
    if (id === 'envelope-legacy-fields') expect(result).toEqual({ ...decoded, sourceDevice: 1 });
    else expect(result).toEqual(decoded);
  });
});

describe('the schema refuses', () => {
  test.each(vectors.invalid)('$id', ({ type, hex }) => {
    expect(() => TYPES[type](fromHex(hex))).toThrow(expect.objectContaining({ code: 'protobuf-invalid' }));
  });
});
