import type { FuzzTarget } from '../harness/target.ts';
import { ACCOUNT_TARGETS } from './account.ts';
import { ATTACHMENT_TARGETS } from './attachments.ts';
import { COMMUNITY_TARGETS } from './community.ts';
import { CONFIG_TARGETS } from './config.ts';
import { LOCAL_NETWORK_TARGETS } from './local-network.ts';
import { NETWORK_TARGETS } from './network.ts';
import { UPDATE_TARGETS } from './updates.ts';
import { UTIL_TARGETS } from './util.ts';
import { WIRE_TARGETS } from './wire.ts';

/** Every decoder of bytes from outside. */
export const TARGETS: readonly FuzzTarget[] = [
  ...UTIL_TARGETS,
  ...ACCOUNT_TARGETS,
  ...WIRE_TARGETS,
  ...ATTACHMENT_TARGETS,
  ...CONFIG_TARGETS,
  ...NETWORK_TARGETS,
  ...COMMUNITY_TARGETS,
  ...LOCAL_NETWORK_TARGETS,
  ...UPDATE_TARGETS,
];
