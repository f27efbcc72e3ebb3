// A disk that is really full, cannot be written, or a process that may open no more files.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { SmallDisk } from '../../test/client/faults/disk.ts';
import type { HeadlessClient } from '../../test/support/headless-client.ts';
import { type Drill, must } from './drill.ts';
import { oldProfile, schemaOf } from './old-profile.ts';
import {
  allThere,
  arrived,
  befriend,
  distinctTexts,
  history,
  openedOrCode,
  person,
  refusal,
  send,
  sendFile,
} from './people.ts';
import { type Stage, logOf, placesOf } from './stage.ts';

const DISK_MB = 24;
const PASSWORD = 'open sesame';
const LONG = ` ${'and so on '.repeat(180)}`.trimEnd();
/** As long as it takes an engine to try again by itself, and some more. */
const BY_ITSELF_MS = 120_000;

const cannotMount = (): string | undefined =>
  SmallDisk.isPossible ? undefined : 'a small disk needs Linux, and root to mount it';
const cannotLimit = (): string | undefined =>
  process.platform === 'linux' ? undefined : 'limits of a running process need Linux';

export const DISK_DRILLS: readonly Drill[] = [
  { name: 'messages and files come and go on a full disk', run: traffic },
  { name: 'a backup finds no room', run: backupWithoutRoom },
  { name: 'the app starts on a full disk', run: startWithoutRoom },
  { name: 'a migration finds no room', run: migrationWithoutRoom },
  { name: 'the file system can only be read', run: readOnly },
  { name: 'there are no file handles left', run: withoutHandles, cannot: cannotLimit },
].map((drill) => ({ part: 'disk', cannot: cannotMount, ...drill }));

/** A disk of its own for one profile. */
function smallDisk(stage: Stage, name: string): { readonly disk: SmallDisk; readonly profile: string } {
  const profile = join(stage.place('disks'), name);
  const disk = new SmallDisk(profile, DISK_MB);
  stage.atEnd(() => {
    disk.remove();
    rmSync(profile, { recursive: true, force: true });
  });
  return { disk, profile };
}

/** Says long things until it is refused. */
async function sendUntilRefused(
  engine: HeadlessClient,
  to: string,
): Promise<{ readonly accepted: readonly string[]; readonly code: string }> {
  const accepted: string[] = [];
  for (let at = 0; at < 400; at += 1) {
    const text = `on a full disk ${at}${LONG}`;
    const code = await refusal(send(engine, to, text));
    if (code !== undefined) return { accepted, code };
    accepted.push(text);
  }
  must(false, 'the disk is not full');
}

async function traffic(stage: Stage): Promise<string> {
  const { disk, profile } = smallDisk(stage, 'traffic');
  const [alice, bob] = await Promise.all([
    person(stage, { name: 'Alice', profile }),
    person(stage, { name: 'Bob', profile: join(stage.place('disks'), 'bob') }),
  ]);
  await befriend(alice, bob);
  const folder = stage.place('files');
  await sendFile(bob.engine, alice.id, { text: 'a file', folder, bytes: 2_000_000 });
  const [attachment] = (await arrived(alice.engine, 'a file')).attachments;
  must(attachment !== undefined, 'the file is not attached');
  disk.fill();
  const { accepted, code } = await sendUntilRefused(alice.engine, bob.id);
  must(code === 'store-disk-full', `sending is refused with ${code}`);
  const file = await refusal(
    sendFile(alice.engine, bob.id, { text: 'a file too large', folder, bytes: 3_000_000 }),
  );
  must(file === 'store-disk-full', `a file is refused with ${file ?? 'nothing'}`);
  await refusal(alice.engine.call('attachments:download', { id: attachment.id }));
  const said = Array.from({ length: 40 }, (_, at) => `for later ${at}${LONG}`);
  for (const text of said) await send(bob.engine, alice.id, text);
  await until(() => logOf(profile).includes('poll-failed') || logOf(profile) === '');
  must((await alice.engine.call('client:status')).phase === 'ready', 'the engine is gone');
  disk.free();
  // By itself: nobody tells it that there is room.
  await allThere(alice.engine, bob.id, { texts: said, limitMs: BY_ITSELF_MS });
  await allThere(bob.engine, alice.id, { texts: accepted, limitMs: BY_ITSELF_MS });
  await alice.engine.call('attachments:download', { id: attachment.id });
  await ready(alice.engine, attachment.id);
  must((await alice.engine.call('profile:check')).isDamaged === false, 'it is damaged');
  return `store-disk-full; ${accepted.length} accepted messages went out, ${said.length} came once there was room, by themselves`;
}

async function ready(engine: HeadlessClient, attachmentId: number): Promise<void> {
  await engine.event(
    'message',
    ({ message }) => message.attachments.some(({ id, state }) => id === attachmentId && state === 'ready'),
    BY_ITSELF_MS,
  );
}

async function backupWithoutRoom(stage: Stage): Promise<string> {
  const { disk, profile } = smallDisk(stage, 'backup');
  const { engine, id } = await person(stage, { name: 'Alice', profile });
  for (let at = 0; at < 100; at += 1) await send(engine, id, `note ${at}${LONG}`);
  disk.fill();
  const path = join(profile, 'alice.backup');
  const code = await refusal(engine.call('profile:backup', { path, password: PASSWORD }));
  must(code === 'store-disk-full', `it is refused with ${code ?? 'nothing'}`);
  must(!readdirSync(profile).some((name) => name.includes('.backup')), 'half a backup is left');
  disk.free();
  await engine.call('profile:backup', { path, password: PASSWORD });
  const restored = stage.engine(join(stage.place('disks'), 'restored'));
  await restored.call('profile:restore', { path, password: PASSWORD });
  const count = distinctTexts(await history(restored, id)).size;
  must(count === 100, `the backup has ${count} of 100 notes`);
  return 'store-disk-full, nothing half is left; with room again the backup is whole';
}

async function startWithoutRoom(stage: Stage): Promise<string> {
  const { disk, profile } = smallDisk(stage, 'start');
  const first = await person(stage, { name: 'Alice', profile });
  for (let at = 0; at < 50; at += 1) await send(first.engine, first.id, `note ${at}${LONG}`);
  await first.engine.end();
  disk.fill();
  const second = stage.engine(profile);
  const code = await openedOrCode(second);
  must(code === undefined || code === 'store-disk-full', `it is refused with ${code ?? ''}`);
  if (code === undefined) {
    must((await history(second, first.id)).length === 50, 'it does not show what is there');
    await second.kill('SIGKILL');
  }
  disk.free();
  const third = stage.engine(profile);
  must((await openedOrCode(third)) === undefined, 'with room again it does not open');
  must(distinctTexts(await history(third, first.id)).size === 50, 'notes are lost');
  return code === undefined ? 'opens and shows everything' : `${code}; with room again everything is there`;
}

async function migrationWithoutRoom(stage: Stage): Promise<string> {
  const { disk, profile } = smallDisk(stage, 'migration');
  const old = await oldProfile(stage, { profile, messages: 1_500 });
  const before = readFileSync(placesOf(profile).database);
  disk.fill();
  const code = await openedOrCode(stage.engine(profile));
  must(code === 'store-disk-full', `it is ${code === undefined ? 'opened' : `refused with ${code}`}`);
  must(schemaOf(profile) === 1, 'it was half migrated');
  must(before.equals(readFileSync(placesOf(profile).database)), 'the file was changed');
  disk.free();
  const engine = stage.engine(profile);
  must((await openedOrCode(engine)) === undefined, 'with room again it does not open');
  const count = distinctTexts(await history(engine, old.peerId)).size;
  must(count === old.messages, `${count} of ${old.messages} messages are there`);
  return 'store-disk-full, and the old database as it was; with room again it is migrated, nothing is lost';
}

async function readOnly(stage: Stage): Promise<string> {
  const { disk, profile } = smallDisk(stage, 'read-only');
  const first = await person(stage, { name: 'Alice', profile });
  await send(first.engine, first.id, 'a note');
  await first.engine.end();
  disk.remount('ro');
  const code = await openedOrCode(stage.engine(profile));
  disk.remount('rw');
  must(code !== undefined, 'it opens what it cannot write');
  must(['store-io', 'profile-io', 'vault-io'].includes(code), `it is refused with ${code}`);
  const engine = stage.engine(profile);
  must((await openedOrCode(engine)) === undefined, 'writable again it does not open');
  must((await history(engine, first.id)).length === 1, 'the note is lost');
  return `${code}; writable again everything is there`;
}

async function withoutHandles(stage: Stage): Promise<string> {
  const [alice, bob] = await Promise.all([
    person(stage, { name: 'Alice', profile: join(stage.place('handles'), 'alice') }),
    person(stage, { name: 'Bob', profile: join(stage.place('handles'), 'bob') }),
  ]);
  await befriend(alice, bob);
  const folder = stage.place('files');
  const open = readdirSync(`/proc/${alice.engine.pid}/fd`).length;
  limitHandles(alice.engine.pid, 3);
  const said = Array.from({ length: 20 }, (_, at) => `without handles ${at}`);
  for (const text of said) await send(bob.engine, alice.id, text);
  const written = Array.from({ length: 5 }, (_, at) => `written without handles ${at}`);
  const codes = new Set<string>();
  const accepted: string[] = [];
  for (const text of written) {
    const code = await refusal(send(alice.engine, bob.id, text));
    if (code === undefined) accepted.push(text);
    else codes.add(code);
  }
  const file = await refusal(
    sendFile(alice.engine, bob.id, { text: 'a file without handles', folder, bytes: 100_000 }),
  );
  if (file !== undefined) codes.add(file);
  must((await alice.engine.call('client:status')).phase === 'ready', 'the engine is gone');
  limitHandles(alice.engine.pid, 4_096);
  await allThere(alice.engine, bob.id, { texts: said, limitMs: BY_ITSELF_MS });
  await allThere(bob.engine, alice.id, { texts: accepted, limitMs: BY_ITSELF_MS });
  const told = codes.size === 0 ? 'nothing was refused' : `refused with ${[...codes].join(', ')}`;
  return `no more than ${open} could be open: ${told}; with handles again everything comes and goes by itself`;
}

function limitHandles(pid: number, count: number): void {
  execFileSync('prlimit', ['--pid', String(pid), `--nofile=${count}:4096`]);
}

/** Looks again and again, at most for half a minute. */
async function until(isSo: () => boolean): Promise<void> {
  const endMs = performance.now() + 30_000;
  while (!isSo() && performance.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 200));
  must(isSo(), 'what was to happen has not');
}
