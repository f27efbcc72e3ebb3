import { toBigInt } from '../../ts/wire/protobuf.ts';
import type { Long } from '../../ts/wire/protobuf.ts';

/** Values of the enums of the schema by the name of the field, as the vectors write them. */
const ENUMS: Readonly<Record<string, readonly (readonly [RegExp, Readonly<Record<number, string>>])[]>> = {
  type: [
    [/^Envelope$/, { 6: 'SESSION_MESSAGE', 7: 'CLOSED_GROUP_MESSAGE' }],
    [/^WebSocketMessage$/, { 0: 'UNKNOWN', 1: 'REQUEST', 2: 'RESPONSE' }],
    [/receiptMessage$/, { 0: 'DELIVERY', 1: 'READ' }],
    [/dataExtractionNotification$/, { 1: 'SCREENSHOT', 2: 'MEDIA_SAVED' }],
    [
      /callMessage$/,
      {
        1: 'OFFER',
        2: 'ANSWER',
        3: 'PROVISIONAL_ANSWER',
        4: 'ICE_CANDIDATES',
        5: 'END_CALL',
        6: 'PRE_OFFER',
      },
    ],
    [/infoChangeMessage$/, { 1: 'NAME', 2: 'AVATAR', 3: 'DISAPPEARING_MESSAGES' }],
    [/memberChangeMessage$/, { 1: 'ADDED', 2: 'REMOVED', 3: 'PROMOTED' }],
  ],
  action: [
    [/typingMessage$/, { 0: 'STARTED', 1: 'STOPPED' }],
    [/reaction$/, { 0: 'REACT', 1: 'REMOVE' }],
  ],
  expirationType: [[/^Content$/, { 0: 'UNKNOWN', 1: 'DELETE_AFTER_READ', 2: 'DELETE_AFTER_SEND' }]],
};

/** A decoded message of the generated code in the form of the vectors: hex, decimal strings, names of enum values. */
export function toVectorJson(value: unknown, path: string): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return value.map((item) => toVectorJson(item, path));
  if (typeof value !== 'object' || value === null) return value;
  if ('low' in value && 'high' in value) return toBigInt(value as Long).toString();
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      if (Array.isArray(item) && item.length === 0) return [];
      const names = ENUMS[key]?.find(([pattern]) => pattern.test(path))?.[1];
      const name = key === 'deprecatedId' ? 'deprecated_id' : key;
      return [[name, names === undefined ? toVectorJson(item, `${path}.${key}`) : names[item as number]]];
    }),
  );
}
