import { parseNodeId } from '../nodes/service-node.ts';
import type { NodeId } from '../nodes/service-node.ts';
import type { Path } from './path.ts';

/** Who is to blame for a failed request. A hop can lie about the next one, so accusations also cost the path. */
export interface Fault {
  readonly path: boolean;
  /** One strike each. */
  readonly struck: readonly NodeId[];
  /** Out at once. */
  readonly expelled: readonly NodeId[];
}

export const PATH_FAULT: Fault = { path: true, struck: [], expelled: [] };

const NO_FAULT: Fault = { path: false, struck: [], expelled: [] };

const NEXT_NODE = /^Next node (?:not found|is currently unreachable): ([0-9a-fA-F]{64})$/;
const NOT_READY = /^Snode not ready: ([0-9a-fA-F]{64})$/;
const GUARD_BUSY = /^(?:Service node is not ready|Server busy)/;
const HOP_FAILED = /^(?:Request time out|Invalid response from snode|Invalid ciphertext)$/;
const UNPARSABLE = 'oxend returned unparsable data';

/**
 * Reads an HTTP answer other than 200, clear text that any hop may have written (spec 02 §2.7, the newer table). `destination` is
 * undefined for a server behind the last hop.
 */
export function faultOf(
  status: number,
  text: string,
  { path, destination }: { readonly path: Path; readonly destination: NodeId | undefined },
): Fault {
  const accused = parseNodeId(NEXT_NODE.exec(text)?.[1]);
  if (accused !== undefined && status === 502) {
    if (accused === destination) return { path: false, struck: [], expelled: [accused] };
    return path.has(accused) ? { path: true, struck: [], expelled: [accused] } : PATH_FAULT;
  }
  const unready = parseNodeId(NOT_READY.exec(text)?.[1]);
  if (unready !== undefined && status === 503) {
    return path.has(unready) || unready === destination
      ? { path: false, struck: [unready], expelled: [] }
      : PATH_FAULT;
  }
  if (status === 503 && GUARD_BUSY.test(text))
    return { path: false, struck: [path.guard.ed25519], expelled: [] };
  if (status === 502 && destination !== undefined && text.startsWith(UNPARSABLE)) {
    return { path: false, struck: [], expelled: [destination] };
  }
  // Behind the last hop any status may be the server's own, or say that it cannot be reached.
  return destination === undefined && !HOP_FAILED.test(text) ? NO_FAULT : PATH_FAULT;
}
