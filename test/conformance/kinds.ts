import type { VectorKind } from './framework/kind.ts';
import { communities } from './communities/communities.ts';
import { config } from './config/config.ts';
import { crypto } from './crypto/crypto.ts';
import { onion } from './onion/onion.ts';
import { protobuf } from './protobuf/protobuf.ts';
import { sessionPro, protocolV2 } from './not-yet.ts';

/** All kinds of vector files. */
export const KINDS: readonly VectorKind[] = [
  crypto,
  config,
  protobuf,
  onion,
  communities,
  protocolV2,
  sessionPro,
];
