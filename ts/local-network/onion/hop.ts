import { CryptoError } from '../../crypto/index.ts';
import { AsyncError, toBase64, utf8, withDeadline } from '../../util/index.ts';
import type { Clock } from '../../util/index.ts';
import type { Directory } from '../directory.ts';
import type { NetworkEvent } from '../events.ts';
import { PeerError } from '../http/peer-client.ts';
import type { PeerClient } from '../http/peer-client.ts';
import { bytesReply, textReply } from '../http/reply.ts';
import type { HttpReply } from '../http/reply.ts';
import { toJson } from '../json.ts';
import type { NodeIdentity } from '../node-identity.ts';
import { answerText } from '../storage/rpc.ts';
import type { RpcAnswer } from '../storage/rpc.ts';
import { openLayer } from './layer.ts';
import type { OpenedLayer } from './layer.ts';
import { isTargetAllowed, PacketError, parseInstruction } from './packet.ts';
import type { Instruction, OnionRequest } from './packet.ts';
import { encodePeerMessage } from './peer-message.ts';
import { relayToServer } from './server-relay.ts';
import type { ServerHosts } from './server-relay.ts';

export interface HopParts {
  readonly identity: NodeIdentity;
  readonly directory: Directory;
  readonly peers: PeerClient;
  readonly serverHosts: ServerHosts;
  readonly clock: Pick<Clock, 'setTimer'>;
  readonly emit: (event: NetworkEvent) => void;
  /** Answers a storage RPC request meant for this node. */
  readonly dispatch: (request: Uint8Array) => Promise<RpcAnswer>;
  readonly isReady: () => boolean;
  /** Whether this node reaches another one, whatever state that is in. */
  readonly reaches: (nodeId: string) => boolean;
}

const NEXT_HOP_LIMIT_MS = 30_000;

/** Codes of the next hop that are passed on; others say nothing to a client and become 500. */
const PASSED_CODES: ReadonlySet<number> = new Set([
  200, 400, 401, 403, 404, 406, 410, 413, 421, 429, 502, 503, 504,
]);

type NodeInstruction = Extract<Instruction, { readonly kind: 'relay-node' }>;

/** What one node does with an onion request that has reached it. Spec 02 §2.4. */
export class OnionHop {
  private readonly parts: HopParts;

  constructor(parts: HopParts) {
    this.parts = parts;
  }

  async handle(request: OnionRequest): Promise<HttpReply> {
    const { identity, isReady } = this.parts;
    if (!isReady()) return textReply(503, `Snode not ready: ${identity.id}`);
    let layer: OpenedLayer;
    try {
      layer = openLayer(request, identity.x25519);
    } catch (error) {
      if (!(error instanceof CryptoError)) throw error;
      return textReply(400, 'Invalid ciphertext');
    }
    const instruction = understood(layer.plaintext);
    switch (instruction?.kind) {
      case undefined:
        return sealed({ code: 400, body: 'Invalid json' }, layer);
      case 'final':
        this.tellHop('self');
        return sealed(await this.parts.dispatch(instruction.body), layer, instruction);
      case 'relay-server':
        return await this.relayToServer(instruction, layer);
      case 'relay-node':
        return await this.relayToNode(instruction, request.hopNo + 1);
    }
  }

  private async relayToServer(
    instruction: Extract<Instruction, { readonly kind: 'relay-server' }>,
    layer: OpenedLayer,
  ): Promise<HttpReply> {
    const { protocol, target } = instruction;
    if ((protocol !== 'http' && protocol !== 'https') || !isTargetAllowed(target)) {
      return sealed({ code: 400, body: 'Invalid url' }, layer);
    }
    this.tellHop('server');
    return await relayToServer(instruction, this.parts);
  }

  private async relayToNode({ nextNode, layer }: NodeInstruction, hopNo: number): Promise<HttpReply> {
    const { directory, peers, clock } = this.parts;
    const next = directory.find(nextNode);
    if (next === undefined) return textReply(502, `Next node not found: ${nextNode}`);
    this.tellHop('node');
    if (!this.parts.reaches(next.id)) return textReply(504, 'Request time out');
    const message = encodePeerMessage({ ...layer, hopNo });
    try {
      const { status, body } = await withDeadline(clock, NEXT_HOP_LIMIT_MS, (signal) =>
        peers.sendOnion(next, message, signal),
      );
      const passedStatus = PASSED_CODES.has(status) ? status : 500;
      return { status: passedStatus, contentType: 'text/plain', body };
    } catch (error) {
      if (error instanceof PeerError && error.reason === 'malformed') {
        return textReply(500, 'Invalid response from snode');
      }
      if (error instanceof PeerError || error instanceof AsyncError)
        return textReply(504, 'Request time out');
      throw error;
    }
  }

  private tellHop(to: 'node' | 'server' | 'self'): void {
    this.parts.emit({ type: 'hop', node: this.parts.identity.id, to });
  }
}

function understood(plaintext: Uint8Array): Instruction | undefined {
  try {
    return parseInstruction(plaintext);
  } catch (error) {
    if (error instanceof PacketError) return undefined;
    throw error;
  }
}

/** An answer of this node for the client alone, in the form the request asked for. */
function sealed(
  answer: RpcAnswer,
  layer: OpenedLayer,
  { json = false, base64 = true }: { readonly json?: boolean; readonly base64?: boolean } = {},
): HttpReply {
  const body = json ? answer.body : answerText(answer);
  const ciphertext = layer.seal(utf8(toJson({ body, status: answer.code })));
  return base64 ? textReply(200, toBase64(ciphertext)) : bytesReply(200, ciphertext);
}
