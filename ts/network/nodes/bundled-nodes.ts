import { readFileSync, statSync } from 'node:fs';

import { errorCode } from '../../util/index.ts';
import type { Clock, Log } from '../../util/index.ts';
import { asCount, asRecord, parseNodeJson } from '../json.ts';
import type { NetworkRules } from '../profile.ts';
import { readNodeList } from './node-list.ts';
import type { ServiceNode } from './service-node.ts';

/**
 * A node list that came with the application (spec 02 §1.2), for those who cannot reach a seed: the JSON text
 * `{"height": …, "service_node_states": […]}`, as `build/bundled-nodes.ts` writes it.
 */
export interface BundledNodes {
  readonly json: string;
  /** When the file was made; what the list itself says in `made_at` (seconds) comes first. */
  readonly madeAtMs: number;
}

/** Gets the bundled list when it is needed, which is hardly ever; undefined when there is none. */
export type BundledNodesSource = () => BundledNodes | undefined;

/** A node list and the time from which it is. */
export interface DatedNodes {
  readonly nodes: readonly ServiceNode[];
  readonly madeAtMs: number;
}

const MAX_FILE_BYTES = 8 * 1024 * 1024;
const MS_PER_BLOCK = 120_000;

/** The bundled list in the file at `path`; without such a file, or when it is larger than any list, there is none. */
export function bundledNodesFile(path: string, log: Log): BundledNodesSource {
  return () => {
    try {
      const { mtimeMs, size } = statSync(path);
      return size > MAX_FILE_BYTES ? undefined : { json: readFileSync(path, 'utf8'), madeAtMs: mtimeMs };
    } catch (error) {
      log.write('info', 'network.no-bundled-nodes', { reason: errorCode(error) });
      return undefined;
    }
  };
}

/**
 * Reads a bundled list. Nodes whose requested unlock height has most likely been reached since it was made, at a block in two
 * minutes, are left out (spec 02 §1.2).
 * @throws {NetworkError} `bad-response`, also when it is empty.
 */
export async function readBundledNodes(
  { json, madeAtMs: fileTimeMs }: BundledNodes,
  { clock, rules }: { readonly clock: Pick<Clock, 'nowMs'>; readonly rules: NetworkRules },
): Promise<DatedNodes> {
  const list = asRecord(parseNodeJson(json), 'bundled list');
  const madeAtS = asCount(list['made_at']);
  const madeAtMs = madeAtS === undefined ? fileTimeMs : madeAtS * 1_000;
  const blocks = Math.floor(Math.max(0, clock.nowMs() - madeAtMs) / MS_PER_BLOCK);
  const atHeight = (asCount(list['height']) ?? 0) + blocks;
  return { nodes: await readNodeList(list, { publicOnly: rules.subnets, atHeight }), madeAtMs };
}
