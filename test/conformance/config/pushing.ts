import type { ConfigObject, ConfigPush, ConfigWrapper } from '../../../ts/config/index.ts';
import { encryptConfig, padInFront, paddedLength, stripFront } from '../../../ts/config/encryption.ts';
import { configHash } from '../../../ts/config/message.ts';
import { joinParts } from '../../../ts/config/part.ts';
import { openMessage, plainOf } from '../../../ts/config/stored-message.ts';
import type { SymmetricKey } from '../../../ts/crypto/index.ts';
import { bytesEqual, isCodedError, toHex } from '../../../ts/util/index.ts';
import { require } from '../framework/failures.ts';
import type { Given } from '../framework/given.ts';
import { sameJson } from '../onion/hops.ts';
import { expectHashes } from './observe.ts';
import type { Swarm } from './scenario.ts';

export interface Sealing {
  readonly key: SymmetricKey;
  readonly domain: string;
  readonly wrapper?: ConfigWrapper | undefined;
}

/** Pushes, compares every layer of what is stored, stores it, and confirms when the step says so. */
export function pushStep(
  config: ConfigObject,
  step: Given,
  {
    swarm,
    sealing,
    push: toPush,
  }: { readonly swarm: Swarm; readonly sealing: Sealing; readonly push?: () => ConfigPush },
): void {
  const push = toPush === undefined ? config.push() : toPush();
  const expected = step.member('expect');
  expected.expect('seqno', push.seqno);
  expectHashes(expected, 'obsolete', push.obsolete);
  expected.expect('plain_hash', toHex(configHash(push.plain)));
  if (expected.has('plain')) expected.expectHex('plain', push.plain);
  if (expected.has('plain_size')) expected.expect('plain_size', push.plain.length);
  if (expected.has('key')) expected.expectHex('key', sealing.key);
  const stored = expected.hexes('msgs');
  if (expected.has('parts')) checkParts(expected, push, { stored, sealing });
  else checkLayers(expected, push, { stored, sealing });
  const hashes = step.texts('hashes');
  require(hashes.length === stored.length, 'as many hashes as messages are needed');
  hashes.forEach((hash, at) => swarm.put(hash, stored[at] as Uint8Array));
  // The reference gives out what is obsolete once; we do until somebody says that it is gone.
  config.confirmDeleted(push.obsolete);
  if (flag(step, 'confirm')) config.confirmPushed(push.seqno, hashes);
}

interface Stored {
  readonly stored: readonly Uint8Array[];
  readonly sealing: Sealing;
}

/**
 * From the message to what is stored. Another compressor may have made other bytes of it: all layers are then built from the
 * vector's, and ours only has to say the same.
 */
function checkLayers(
  expected: Given,
  { seqno, plain, messages }: ConfigPush,
  { stored, sealing }: Stored,
): void {
  const { key, domain, wrapper } = sealing;
  const inner = expected.hex('inner');
  require(bytesEqual(plainOf(inner), plain), 'inner is not the message');
  expected.expect('padded_size', paddedLength(inner.length));
  const padded = padInFront(inner);
  expected.expect('padded_size', padded.length);
  const encrypted = encryptConfig(padded, key, domain);
  if (expected.has('encrypted')) expected.expectHex('encrypted', encrypted);
  const wrapped = wrapper?.wrap({ seqno, encrypted }) ?? encrypted;
  sameJson('msgs', stored.map(toHex), [toHex(wrapped)]);
  const [ours] = messages;
  require(ours !== undefined && messages.length === 1, `we store ${messages.length} messages`);
  if (bytesEqual(ours, wrapped)) return;
  require(bytesEqual(inner, plain) === false, 'we store other bytes, though nothing is compressed');
  const opened = openMessage(ours, { keys: [key], domain, wrapper });
  require(opened.kind === 'message' && bytesEqual(opened.plain, plain), 'what we store says something else');
}

/** Several parts, each encrypted by itself. */
function checkParts(expected: Given, { plain, messages }: ConfigPush, { stored, sealing }: Stored): void {
  expected.expect('parts', messages.length);
  require(stored.length === messages.length, `we store ${messages.length} messages`);
  if (stored.every((one, at) => bytesEqual(one, messages[at] as Uint8Array))) return;
  const parts = stored.map((one) => openMessage(one, { keys: [sealing.key], domain: sealing.domain }));
  const chunks = parts.map((part) => {
    require(part.kind === 'part', 'no part');
    return part.part;
  });
  const joined = joinParts(
    chunks[0]?.whole ?? new Uint8Array(),
    chunks.map(({ chunk }) => chunk),
  );
  require(bytesEqual(plainOf(stripFront(joined)), plain), 'the parts make another message');
}

/** Takes in what others stored and compares what came of it. */
export function mergeStep(config: ConfigObject, step: Given, { swarm }: { readonly swarm: Swarm }): void {
  const hashes = step.texts('hashes');
  const { good } = config.merge(hashes.map((hash) => ({ hash, data: swarm.get(hash) })));
  expectHashes(step.member('expect'), 'good', [...good]);
}

/** A message of somebody else: it can be opened, and says what the step says. */
export function injectStep(
  step: Given,
  { swarm, sealing }: { readonly swarm: Swarm; readonly sealing: Sealing },
): void {
  const { key, ...rest } = sealing;
  const message = step.hex('msg');
  const opened = openMessage(message, { keys: [key], ...rest });
  require(opened.kind === 'message', 'a part');
  step.expectHex('plain', opened.plain);
  swarm.put(step.text('hash'), message);
}

/** Whatever it is; what it says, when it can be opened. */
export function injectRawStep(
  step: Given,
  { swarm, sealing }: { readonly swarm: Swarm; readonly sealing: Sealing },
): Uint8Array | undefined {
  step.label('what');
  const message = step.hex('msg');
  swarm.put(step.text('hash'), message);
  const { key, ...rest } = sealing;
  try {
    const opened = openMessage(message, { keys: [key], ...rest });
    return opened.kind === 'message' ? opened.plain : undefined;
  } catch (error) {
    if (isCodedError(error)) return undefined;
    throw error;
  }
}

function flag(step: Given, name: string): boolean {
  return step.has(name) && step.flag(name);
}
