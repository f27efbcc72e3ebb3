import type { IncomingMessage } from 'node:http';

import { z } from 'zod';

import { fromUtf8 } from '../util/index.ts';
import type { CommunityControl } from './community-server/control.ts';
import { POST_FAULTS } from './community-server/faults.ts';
import { LocalNetworkError } from './errors.ts';
import type { LocalNetworkErrorCode } from './errors.ts';
import type { FaultControl } from './faults.ts';
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
    dropAnswers: z.boolean(),
    forgetful: z.boolean(),
    delivery: z.enum(['none', 'reversed', 'repeated']),
    wrongSignature: z.boolean(),
    notReady: z.boolean(),
    reply: z.enum(['none', 'malformed', 'oversized', 'replayed', 'nonsense']),
  })
  .partial();

const fileFaultChange = z
  .strictObject({
    down: z.boolean(),
    slowMs: z.int().min(0).max(600_000),
    status: z.union([z.literal(0), z.int().min(500).max(599)]),
    reply: z.enum(['none', 'truncated', 'wrong-bytes']),
  })
  .partial();

const communityFaultChange = z
  .strictObject({
    down: z.boolean(),
    slowMs: z.int().min(0).max(600_000),
    status: z.union([z.literal(0), z.int().min(400).max(599)]),
    statusText: z.string(),
    crashing: z.string(),
    dropConnections: z.boolean(),
    dropAnswers: z.boolean(),
    clockSkewMs: z.int(),
    key: z.enum(['none', 'changed', 'wrong']),
    reply: z.enum(['none', 'truncated', 'nonsense']),
    forgetful: z.boolean(),
    posts: z.enum(POST_FAULTS),
    files: z.enum(['none', 'wrong-bytes', 'truncated', 'missing']),
    rateLimited: z.boolean(),
  })
  .partial();

/** Who looks after a room, or after all of them. */
const appointment = z.strictObject({
  user: z.string().regex(/^(?:05|15)[0-9a-fA-F]{64}$/),
  role: z.enum(['none', 'moderator', 'admin']),
  room: z.string().optional(),
});

const command = z.union([
  z.strictObject({ dark: z.boolean() }),
  z.strictObject({ node: z.string(), set: faultChange }),
  z.strictObject({ node: z.string(), clear: z.literal(true) }),
  z.strictObject({ file_server: z.strictObject({ set: fileFaultChange }) }),
  z.strictObject({ file_server: z.strictObject({ clear: z.literal(true) }) }),
  z.strictObject({ community: z.strictObject({ set: communityFaultChange }) }),
  z.strictObject({ community: z.strictObject({ clear: z.literal(true) }) }),
  z.strictObject({ community: z.strictObject({ appoint: appointment }) }),
  z.strictObject({ move_swarm: z.string().regex(/^0[35][0-9a-fA-F]{64}$/) }),
  z.strictObject({ partition: z.array(z.array(z.string())) }),
]);

/** An ONS name and the account that has it. */
const nameRegistration = z.strictObject({
  name: z.string().regex(/^\w(?:[\w-]{0,62}\w)?$/),
  account: z.string().regex(/^05[0-9a-fA-F]{64}$/),
});

const REFUSALS: ReadonlyMap<LocalNetworkErrorCode, number> = new Map([
  ['unknown-node', 404],
  ['unknown-room', 404],
  ['no-other-swarm', 400],
]);

type Command = z.infer<typeof command>;

type Steerable = Pick<
  LocalNetwork,
  | 'nodes'
  | 'faults'
  | 'fileServer'
  | 'community'
  | 'goDark'
  | 'comeBack'
  | 'statistics'
  | 'describe'
  | 'registerName'
  | 'moveSwarm'
  | 'partition'
>;

/**
 * What other processes may do with the network, over the seed's port: `POST /faults`, `GET /faults`, `GET /stats`, `GET /describe`,
 * `POST /names`.
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
    case 'GET /describe':
      return jsonReply(200, network.describe() as unknown as JsonObject);
    case 'GET /faults':
      return currentFaults(network);
    case 'POST /faults':
      return refusal(request) ?? (await steer(network, body));
    case 'POST /names':
      return refusal(request) ?? registerName(network, body);
    default:
      return undefined;
  }
}

/** A web page cannot send JSON to another origin unasked: no page may steer the network. */
function refusal({ headers }: Pick<IncomingMessage, 'headers'>): HttpReply | undefined {
  return headers['content-type'] === 'application/json'
    ? undefined
    : textReply(415, 'application/json wanted');
}

function registerName(network: Steerable, body: Uint8Array): HttpReply {
  const wanted = parsed(nameRegistration, body);
  if (wanted === undefined) return textReply(400, 'invalid name');
  network.registerName(wanted.name, wanted.account.toLowerCase());
  return jsonReply(200, { name: wanted.name.toLowerCase() });
}

async function steer(network: Steerable, body: Uint8Array): Promise<HttpReply> {
  const wanted = parsed(command, body);
  if (wanted === undefined) return textReply(400, 'invalid command');
  try {
    await obey(network, wanted);
  } catch (error) {
    if (error instanceof LocalNetworkError) return textReply(REFUSALS.get(error.code) ?? 500, error.code);
    throw error;
  }
  return currentFaults(network);
}

async function obey(network: Steerable, wanted: Command): Promise<void> {
  if ('dark' in wanted) {
    await (wanted.dark ? network.goDark() : network.comeBack());
    return;
  }
  if ('move_swarm' in wanted) {
    network.moveSwarm(wanted.move_swarm);
    return;
  }
  if ('partition' in wanted) {
    network.partition(wanted.partition);
    return;
  }
  if ('file_server' in wanted) {
    await steerFaults(network.fileServer.faults, wanted.file_server);
    return;
  }
  if ('community' in wanted) {
    await steerCommunity(network.community, wanted.community);
    return;
  }
  const ids = wanted.node === 'all' ? network.nodes.map((node) => node.pubkey_ed25519) : [wanted.node];
  for (const id of ids) await steerFaults(network.faults(id), wanted);
}

async function steerCommunity(
  community: CommunityControl,
  wanted: Extract<Command, { community: unknown }>['community'],
): Promise<void> {
  if (!('appoint' in wanted)) return steerFaults(community.faults, wanted);
  const { user, role, room } = wanted.appoint;
  community.appoint(user, role, room === undefined ? {} : { room });
}

async function steerFaults<Faults extends object>(
  faults: FaultControl<Faults>,
  change: { readonly set: Undefinable<Partial<Faults>> } | { readonly clear: true },
): Promise<void> {
  await ('set' in change ? faults.set(withoutUndefined(change.set)) : faults.clear());
}

function currentFaults(network: Steerable): HttpReply {
  const entries = network.nodes.map(
    ({ pubkey_ed25519: id }) => [id, { ...network.faults(id).current }] as const,
  );
  return jsonReply(200, {
    nodes: Object.fromEntries(entries),
    file_server: { ...network.fileServer.faults.current },
    community: { ...network.community.faults.current },
  });
}

function parsed<Schema extends z.ZodType>(schema: Schema, body: Uint8Array): z.infer<Schema> | undefined {
  try {
    return schema.safeParse(JSON.parse(fromUtf8(body))).data;
  } catch {
    return undefined;
  }
}

type Undefinable<Type> = { readonly [Key in keyof Type]: Type[Key] | undefined };
type Defined<Type> = { [Key in keyof Type]: Exclude<Type[Key], undefined> };

function withoutUndefined<Type extends object>(value: Type): Defined<Type> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Defined<Type>;
}
