import { CONFIGS_QUEUE, RENEW_CONFIGS } from '../configs/config-jobs.ts';
import { DELETE_HASHES } from '../control/delete-hashes.ts';
import { OWN_COPIES_QUEUE } from '../send/jobs.ts';

/** Queues whose jobs need our own swarm and nothing else. */
export const OWN_SWARM_QUEUES: readonly string[] = [
  OWN_COPIES_QUEUE,
  CONFIGS_QUEUE,
  RENEW_CONFIGS,
  DELETE_HASHES,
];
