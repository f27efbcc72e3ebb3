import type { FuzzTarget } from '../harness/target.ts';
import { ACCOUNT_TARGETS } from './account.ts';
import { CONFIG_TARGETS } from './config.ts';
import { LOCAL_NETWORK_TARGETS } from './local-network.ts';
import { NETWORK_TARGETS } from './network.ts';
import { UTIL_TARGETS } from './util.ts';
import { WIRE_TARGETS } from './wire.ts';

/** Every decoder of bytes from outside. */
export const TARGETS: readonly FuzzTarget[] = [
  ...UTIL_TARGETS,
  ...ACCOUNT_TARGETS,
  ...WIRE_TARGETS,
  ...CONFIG_TARGETS,
  ...NETWORK_TARGETS,
  ...LOCAL_NETWORK_TARGETS,
];
