import type { IncomingMessage } from 'node:http';

import { z } from 'zod';

import { fromUtf8 } from '../util/index.ts';
import { LocalNetworkError } from './errors.ts';
import { jsonReply, textReply } from './http/reply.ts';
import type { HttpReply } from './http/reply.ts';
import type { JsonObject } from './json.ts';
import type { LocalNetwork } from './types.ts';

const faultChange = z
  .strictObject({
    down: z.boolean(),
    slowMs: z.int().min(0).max(600_000),
    wrongSwarm: z.boolean(),
    clockSkewMs: z.int(),
    dropConnections: z.boolean(),
    wrongSignature: z.boolean(),
    notReady: z.boolean(),
    reply: z.enum(['none', 'malformed', 'oversized', 'replayed', 'nonsense']),
  })
  .partial();

const command = z.union([
  z.strictObject({ dark: z.boolean() }),
  z.strictObject({ node: z.string(), set: faultChange }),
  z.strictObject({ node: z.string(), clear: z.literal(true) }),
]);

type Command = z.infer<typeof command>;

type Steerable = Pick<LocalNetwork, 'nodes' | 'faults' | 'goDark' | 'comeBack' | 'statistics'>;

/**
 * What other processes may do with the network, over the seed's port: `POST /faults`, `GET /faults`, `GET /stats`.
 * Undefined for other requests. docs/local-network.md has the bodies.
 */
export async function control(
  network: Steerable,
  request: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  { body }: { readonly body: Uint8Array },
): Promise<HttpReply | undefined> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /stats':
      return jsonReply(200, network.statistics() as unknown as JsonObject);
    case 'GET /faults':
      return currentFaults(network);
    case 'POST /faults':
      // A web page cannot send this type to another origin unasked: no page may steer the network.
      if (request.headers['content-type'] !== 'application/json')
        return textReply(415, 'application/json wanted');
      return await steer(network, body);
    default:
      return undefined;
  }
}

async function steer(network: Steerable, body: Uint8Array): Promise<HttpReply> {
  const wanted = parsed(body);
  if (wanted === undefined) return textReply(400, 'invalid command');
  try {
    await obey(network, wanted);
  } catch (error) {
    if (error instanceof LocalNetworkError)
      return textReply(error.code === 'unknown-node' ? 404 : 500, error.code);
    throw error;
  }
  return currentFaults(network);
}

async function obey(network: Steerable, wanted: Command): Promise<void> {
  if ('dark' in wanted) {
    await (wanted.dark ? network.goDark() : network.comeBack());
    return;
  }
  const ids = wanted.node === 'all' ? network.nodes.map((node) => node.pubkey_ed25519) : [wanted.node];
  for (const id of ids) {
    const faults = network.faults(id);
    await ('set' in wanted ? faults.set(withoutUndefined(wanted.set)) : faults.clear());
  }
}

function currentFaults(network: Steerable): HttpReply {
  const entries = network.nodes.map(
    ({ pubkey_ed25519: id }) => [id, { ...network.faults(id).current }] as const,
  );
  return jsonReply(200, { nodes: Object.fromEntries(entries) });
}

function parsed(body: Uint8Array): Command | undefined {
  try {
    return command.safeParse(JSON.parse(fromUtf8(body))).data;
  } catch {
    return undefined;
  }
}

type Defined<Type> = { [Key in keyof Type]: Exclude<Type[Key], undefined> };

function withoutUndefined<Type extends object>(value: Type): Defined<Type> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Defined<Type>;
}
