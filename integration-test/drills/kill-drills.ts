import { cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import type { HeadlessClient } from '../../test/support/headless-client.ts';
import { Chance } from '../engines/chance.ts';
import { type Drill, must } from './drill.ts';
import { oldProfile, schemaOf } from './old-profile.ts';
import { distinctTexts, history, openedOrCode, person, refusal, send } from './people.ts';
import { type Stage, placesOf } from './stage.ts';

const ROUNDS = 5;
const NOTES = 60;
const LONG = ` ${'and so on '.repeat(150)}`.trimEnd();
const PASSWORD = 'open sesame';
const [FIRST, SECOND] = ['the first password', 'the second password'] as const;

/** `seed` chooses the moments. */
export function killDrills(seed: number): readonly Drill[] {
  const drill = (name: string, play: (stage: Stage, chance: Chance) => Promise<string>): Drill => ({
    part: 'kill',
    name,
    run: (stage) => play(stage, new Chance(seed)),
  });
  return [
    drill('in the middle of a migration and of writing the file anew', migrating),
    drill('in the middle of a repair', repairing),
    drill('in the middle of a backup', backingUp),
    drill('in the middle of a restore', restoring),
    drill('in the middle of a change of the password', changingPassword),
    drill('in the middle of deleting the account', deleting),
    drill('while a deleted conversation is tidied away', tidying),
  ];
}

/** A profile with notes to oneself; its engine has ended. */
async function withNotes(
  stage: Stage,
  name: string,
): Promise<{ readonly profile: string; readonly id: string }> {
  const profile = join(stage.place('killed'), name);
  const { engine, id } = await person(stage, { name: 'Alice', profile });
  for (let at = 0; at < NOTES; at += 1) await send(engine, id, `note ${at}${LONG}`);
  await engine.end();
  return { profile, id };
}

async function notesIn(engine: HeadlessClient, id: string): Promise<number> {
  return distinctTexts(await history(engine, id)).size;
}

async function migrating(stage: Stage, chance: Chance): Promise<string> {
  const profile = join(stage.place('killed'), 'migration');
  const old = await oldProfile(stage, { profile, messages: 3_000 });
  let begun = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = stage.engine(profile);
    // It begins soon after a copy of the old schema lies there.
    await until(() => readdirSync(placesOf(profile).store).length > 1 || schemaChanged(engine));
    await pause(chance.between(0, round % 2 === 0 ? 200 : 1_500));
    await engine.kill('SIGKILL');
    if (schemaOf(profile) === 1) begun += 1;
  }
  const engine = stage.engine(profile);
  must((await openedOrCode(engine)) === undefined, 'it does not open');
  const count = distinctTexts(await history(engine, old.peerId)).size;
  must(count === old.messages, `${count} of ${old.messages} messages are there`);
  must(!(await engine.call('profile:check')).isDamaged, 'it is damaged');
  return `killed ${ROUNDS} times, ${begun} of them with the old schema in place: all ${count} messages are there`;
}

/** It is up already: nothing more is to be waited for. */
function schemaChanged(engine: HeadlessClient): boolean {
  return engine.errors.includes('ready');
}

async function repairing(stage: Stage, chance: Chance): Promise<string> {
  const { profile, id } = await withNotes(stage, 'repair');
  const { database } = placesOf(profile);
  const bytes = readFileSync(database);
  writeFileSync(database, bytes.subarray(0, Math.floor(bytes.length * 0.9) + 7));
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = stage.engine(profile, { args: ['--repair'] });
    await until(
      () =>
        readdirSync(placesOf(profile).store).some((name) => name.includes('.new')) || schemaChanged(engine),
    );
    await pause(chance.between(0, 150));
    await engine.kill('SIGKILL');
  }
  const engine = stage.engine(profile, { args: ['--repair'] });
  must((await openedOrCode(engine)) === undefined, 'it does not open');
  must(!(await engine.call('profile:check')).isDamaged, 'it is damaged');
  const { repair } = await engine.call('profile:health');
  must(repair !== undefined, 'nothing says what was repaired');
  const { phase } = await engine.call('client:status');
  const left = phase === 'ready' ? await notesIn(engine, id) : 0;
  return `killed ${ROUNDS} times; then repaired with ${left} of ${NOTES} notes`;
}

async function backingUp(stage: Stage, chance: Chance): Promise<string> {
  const { profile, id } = await withNotes(stage, 'backup');
  const path = join(stage.place('killed'), 'alice.backup');
  let whole = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = stage.engine(profile);
    const backup = engine.call('profile:backup', { path, password: PASSWORD });
    backup.catch(() => undefined);
    if (round % 2 === 0) await Promise.race([engine.event('backup-progress'), backup]);
    await pause(chance.between(0, 300));
    await engine.kill('SIGKILL');
    if (!existsSync(path)) continue;
    whole += 1;
    const restored = stage.engine(join(stage.place('killed'), `restored-${round}`));
    await restored.call('profile:restore', { path, password: PASSWORD });
    must((await notesIn(restored, id)) === NOTES, 'a backup under its final name is not whole');
    await restored.kill('SIGKILL');
  }
  const engine = stage.engine(profile);
  await engine.call('profile:backup', { path, password: PASSWORD });
  must((await notesIn(engine, id)) === NOTES, 'notes are lost');
  await engine.end();
  const left = readdirSync(join(placesOf(profile).store, 'attachments'));
  must(!left.some((name) => name.startsWith('database.')), 'a copy of the database is left');
  return `killed ${ROUNDS} times; what had its final name (${whole}) was whole, nothing is left over`;
}

async function restoring(stage: Stage, chance: Chance): Promise<string> {
  const { profile, id } = await withNotes(stage, 'restore');
  const path = join(stage.place('killed'), 'notes.backup');
  const maker = stage.engine(profile);
  await maker.call('profile:backup', { path, password: PASSWORD });
  await maker.end();
  const target = join(stage.place('killed'), 'target');
  const { engine: eve, id: eveId } = await person(stage, { name: 'Eve', profile: target });
  await send(eve, eveId, 'of Eve');
  await eve.end();
  const found = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = stage.engine(target);
    const restore = engine.call('profile:restore', { path, password: PASSWORD });
    restore.catch(() => undefined);
    await (round % 2 === 0
      ? engine.event('restore-progress')
      : Promise.race([engine.event('renew'), restore]));
    await pause(chance.between(0, 200));
    await engine.kill('SIGKILL');
    const next = stage.engine(target);
    must((await openedOrCode(next)) === undefined, 'it does not open');
    const { account } = await next.call('client:status');
    const isNew = account?.id === id;
    must(isNew || account?.id === eveId, 'it is neither the old profile nor the new one');
    must((await notesIn(next, isNew ? id : eveId)) === (isNew ? NOTES : 1), 'it is half of a profile');
    found.add(isNew ? 'new' : 'old');
    await next.kill('SIGKILL');
  }
  return `killed ${ROUNDS} times: each time one whole profile, ${[...found].join(' or ')}`;
}

async function changingPassword(stage: Stage, chance: Chance): Promise<string> {
  const { profile, id } = await withNotes(stage, 'password');
  const first = stage.engine(profile);
  await first.call('lock:set-password', { password: FIRST });
  await first.end();
  let current: string = FIRST;
  let changed = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = stage.engine(profile);
    await engine.call('lock:unlock', { password: current });
    const next = current === FIRST ? SECOND : FIRST;
    const change = engine.call('lock:change-password', { oldPassword: current, newPassword: next });
    change.catch(() => undefined);
    // It takes as long as the machine wants: cut off on the way, or as soon as it is done.
    await (round % 2 === 0 ? pause(chance.between(0, 2_000)) : change);
    await engine.kill('SIGKILL');
    const after = stage.engine(profile);
    const opens = (await refusal(after.call('lock:unlock', { password: next }))) === undefined;
    if (opens) changed += 1;
    else
      must(
        (await refusal(after.call('lock:unlock', { password: current }))) === undefined,
        'the key is lost',
      );
    if (opens) current = next;
    must((await notesIn(after, id)) === NOTES, 'notes are lost');
    await after.kill('SIGKILL');
  }
  return `killed ${ROUNDS} times: ${changed} times the new password opens it, else the old one, and always one of them`;
}

async function deleting(stage: Stage, chance: Chance): Promise<string> {
  const { profile: original, id } = await withNotes(stage, 'delete');
  const found = new Map<string, number>();
  for (let round = 0; round < 2 * ROUNDS; round += 1) {
    const profile = `${original}-${round}`;
    cpSync(original, profile, { recursive: true });
    const engine = stage.engine(profile);
    await engine.call('client:status');
    engine.call('account:delete', { scope: 'device' }).catch(() => undefined);
    await pause(chance.between(0, 120));
    await engine.kill('SIGKILL');
    const next = stage.engine(profile);
    const code = await openedOrCode(next);
    must(code === undefined, `it is refused with ${code ?? ''}`);
    const { phase } = await next.call('client:status');
    if (phase !== 'no-account') must((await notesIn(next, id)) === NOTES, 'it is half deleted');
    const state = phase === 'no-account' ? 'gone' : 'there';
    found.set(state, (found.get(state) ?? 0) + 1);
    await next.kill('SIGKILL');
  }
  return `killed ${2 * ROUNDS} times: ${[...found].map(([state, count]) => `${count} times all ${state}`).join(', ')}`;
}

async function tidying(stage: Stage, chance: Chance): Promise<string> {
  const profile = join(stage.place('killed'), 'tidy');
  const old = await oldProfile(stage, { profile, messages: 2_000 });
  const first = stage.engine(profile);
  await send(first, old.id, 'a note');
  const { id } = await first.call('conversations:start', { accountId: old.peerId });
  await first.call('conversations:delete', { id });
  for (let round = 0; round < ROUNDS; round += 1) {
    const engine = round === 0 ? first : stage.engine(profile);
    await engine.call('client:status');
    await pause(chance.between(0, 2_000));
    await engine.kill('SIGKILL');
  }
  const engine = stage.engine(profile);
  must((await openedOrCode(engine)) === undefined, 'it does not open');
  await until(async () => (await history(engine, old.peerId)).length === 0);
  must((await notesIn(engine, old.id)) === 1, 'the note is lost');
  must(!(await engine.call('profile:check')).isDamaged, 'it is damaged');
  return `killed ${ROUNDS} times: the conversation is gone, all else is there and sound`;
}

/** Looks again and again, at most for half a minute. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 30_000;
  while (!(await isSo())) {
    must(performance.now() < endMs, 'what was to happen has not');
    await pause(20);
  }
}
