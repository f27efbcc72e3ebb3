import { cpSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { HeadlessClient } from '../../test/support/headless-client.ts';
import { Chance } from '../engines/chance.ts';
import { DAMAGES, type Damage, isKept } from './damages.ts';
import { type Drill, must } from './drill.ts';
import {
  type Person,
  allThere,
  arrived,
  befriend,
  delivered,
  distinctTexts,
  history,
  openedOrCode,
  person,
  refusal,
  send,
  sendFile,
} from './people.ts';
import { type Stage, placesOf } from './stage.ts';

const PASSWORD = 'open sesame';
const TEXTS = 60;
/** Some pages of the database for all of them. */
const LONG = ` ${'and so on '.repeat(60)}`.trimEnd();

/** In the journal alone. */
const LATE = [0, 1, 2, 3, 4].flatMap((at) => [`late ${at}`, `late answer ${at}`]);

/** A profile with a past, of which copies are damaged. */
interface Original {
  readonly bob: Person;
  readonly aliceId: string;
  /** Of an engine that ended in order. */
  readonly closed: string;
  /** Of an engine that was killed, with its journal. */
  readonly killed: string;
  readonly backup: string;
  readonly stranger: string;
  /** The recovery password of Alice. */
  readonly words: string;
  /** In all of them. */
  readonly texts: readonly string[];
}

/** Makes the profile once for all drills that want it. */
export class DamageDrills {
  private original: Promise<Original> | undefined;
  private news = 0;
  private readonly seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  get drills(): readonly Drill[] {
    return DAMAGES.map((damage, at) => ({
      part: 'damage',
      name: damage.name,
      run: (stage) => this.damaged(stage, damage, new Chance(this.seed + at)),
    }));
  }

  private async damaged(stage: Stage, damage: Damage, chance: Chance): Promise<string> {
    const original = await (this.original ??= prepare(stage));
    const profile = join(stage.place('damaged'), `profile-${this.news}`);
    cpSync(damage.isOfJournal === true ? original.killed : original.closed, profile, { recursive: true });
    damage.inflict(profile, { chance, stranger: original.stranger });
    try {
      return await this.after(stage, damage, { ...original, profile });
    } finally {
      await stage.tidy([original.bob.engine]);
      rmSync(profile, { recursive: true, force: true });
    }
  }

  /** The next start, and what follows. */
  private async after(
    stage: Stage,
    damage: Damage,
    of: Original & { readonly profile: string },
  ): Promise<string> {
    const before = databaseIn(of.profile);
    const first = stage.engine(of.profile);
    const code = await openedOrCode(first);
    if (code === undefined)
      return this.opened(first, damage.isOfJournal === true ? { ...of, texts: [...of.texts, ...LATE] } : of);
    must(damage.codes.includes(code), `it was refused with ${code}`);
    must(before.equals(databaseIn(of.profile)), 'the refused file was changed');
    if (damage.undo !== undefined) return this.putRight(stage, { damage, code, of });
    const second = stage.engine(of.profile, { args: ['--repair'] });
    const still = await openedOrCode(second);
    if (still === undefined) return `${code}; ${await this.repaired(second, of)}`;
    must(damage.isHopeless === true, `it was not repaired, but refused with ${still}`);
    must(before.equals(databaseIn(of.profile)), 'the file that could not be repaired was changed');
    return `${code}, beyond repair; ${await this.restored(stage, of)}`;
  }

  /** It has opened: all is there, or it says that it is damaged. */
  private async opened(engine: HeadlessClient, of: Original & { readonly profile: string }): Promise<string> {
    const { isDamaged } = await engine.call('profile:check');
    if (!isDamaged) {
      await allThere(engine, of.bob.id, { texts: of.texts });
      await this.goesOn(engine, of);
      return 'opens, and everything is there';
    }
    const code = await refusal(history(engine, of.bob.id));
    must(code === undefined || code === 'store-corrupt', `reading it fails with ${code ?? ''}`);
    await engine.call('profile:repair', {});
    return `opens and says that it is damaged${code === undefined ? '' : ` (reading: ${code})`}; ${await this.repaired(engine, of)}`;
  }

  private async repaired(
    engine: HeadlessClient,
    of: Original & { readonly profile: string },
  ): Promise<string> {
    must(isKept(of.profile), 'the damaged file is gone');
    const { repair } = await engine.call('profile:health');
    must(repair !== undefined, 'nothing says what was repaired');
    must((await engine.call('profile:check')).isDamaged === false, 'it is damaged still');
    const { phase } = await engine.call('client:status');
    if (phase === 'no-account') await comeBack(engine, of);
    const there = distinctTexts(await history(engine, of.bob.id));
    const left = of.texts.filter((text) => there.has(text)).length;
    await this.goesOn(engine, of);
    const { account } = await engine.call('client:status');
    must(account?.id === of.aliceId, 'it is another account');
    const words = phase === 'no-account' ? ' and, with the recovery password, the account' : '';
    return `repaired with ${left} of ${of.texts.length} messages${words}`;
  }

  /** Nothing was wrong with the database itself. */
  private async putRight(
    stage: Stage,
    { damage, code, of }: { damage: Damage; code: string; of: Original & { readonly profile: string } },
  ): Promise<string> {
    damage.undo?.(of.profile);
    const engine = stage.engine(of.profile);
    const still = await openedOrCode(engine);
    must(still === undefined, `put right, it is refused with ${still ?? ''}`);
    await allThere(engine, of.bob.id, { texts: of.texts });
    await this.goesOn(engine, of);
    return `${code}; put right, everything is there`;
  }

  /** A new profile, and the backup of the old one in it. */
  private async restored(stage: Stage, of: Original & { readonly profile: string }): Promise<string> {
    const profile = `${of.profile}-restored`;
    const engine = stage.engine(profile);
    await engine.call('profile:restore', { path: of.backup, password: PASSWORD });
    await allThere(engine, of.bob.id, { texts: of.texts });
    await this.goesOn(engine, of);
    rmSync(profile, { recursive: true, force: true });
    return 'restored from the backup, with everything in it';
  }

  /** Messages come and go. */
  private async goesOn(engine: HeadlessClient, { bob, aliceId }: Original): Promise<void> {
    this.news += 1;
    const [incoming, outgoing] = [`news ${this.news}`, `answer ${this.news}`];
    await send(bob.engine, aliceId, incoming);
    await arrived(engine, incoming);
    const { id } = await send(engine, bob.id, outgoing);
    await delivered(engine, id);
    await arrived(bob.engine, outgoing);
    distinctTexts(await history(engine, bob.id));
  }
}

async function prepare(stage: Stage): Promise<Original> {
  const profile = join(stage.place('original'), 'alice');
  const [alice, bob, stranger] = await Promise.all([
    person(stage, { name: 'Alice', profile }),
    person(stage, { name: 'Bob', profile: join(stage.place('original'), 'bob') }),
    person(stage, { name: 'Carol', profile: join(stage.place('original'), 'carol') }),
  ]);
  await stranger.engine.end();
  await befriend(alice, bob);
  const texts = ['may I?', 'please do'];
  const say = async (from: Person, to: Person, text: string): Promise<void> => {
    texts.push(text);
    await send(from.engine, to.id, text);
  };
  for (let at = 0; at < TEXTS; at += 1) {
    await say(bob, alice, `bob ${at}${LONG}`);
    await say(alice, bob, `alice ${at}${LONG}`);
  }
  await sendFile(bob.engine, alice.id, { text: 'a file', folder: stage.place('original'), bytes: 60_000 });
  texts.push('a file');
  const withFile = await arrived(alice.engine, 'a file');
  const [attachment] = withFile.attachments;
  must(attachment !== undefined, 'the file is not attached');
  await alice.engine.call('attachments:download', { id: attachment.id });
  await allThere(alice.engine, bob.id, { texts });
  await allThere(bob.engine, alice.id, { texts });
  const backup = join(stage.place('original'), 'alice.backup');
  await alice.engine.call('profile:backup', { path: backup, password: PASSWORD });
  const words = await alice.engine.call('account:recovery-password', undefined);
  await alice.engine.end();
  const closed = `${profile}-closed`;
  cpSync(profile, closed, { recursive: true });
  const killed = await withJournal(stage, { profile, bob, aliceId: alice.id });
  return { bob, aliceId: alice.id, closed, killed, backup, stranger: stranger.profile, words, texts };
}

/** The same a little later, with messages that are in the journal alone. */
async function withJournal(
  stage: Stage,
  { profile, bob, aliceId }: { readonly profile: string; readonly bob: Person; readonly aliceId: string },
): Promise<string> {
  const engine = stage.engine(profile);
  for (let at = 0; at < 5; at += 1) {
    await send(bob.engine, aliceId, `late ${at}`);
    const { id } = await send(engine, bob.id, `late answer ${at}`);
    await delivered(engine, id);
    await engine.event('message', ({ message }) => message.id === id && message.synced);
  }
  await allThere(engine, bob.id, { texts: LATE });
  await engine.kill('SIGKILL');
  must(existsSync(placesOf(profile).journal), 'there is no journal');
  const killed = `${profile}-killed`;
  cpSync(profile, killed, { recursive: true });
  return killed;
}

/** The account is lost: nobody else's takes its place, the recovery password brings it back. */
async function comeBack(engine: HeadlessClient, { words, aliceId }: Original): Promise<void> {
  const other = await refusal(engine.call('account:create', { displayName: 'Eve' }));
  must(other === 'account-other', 'another account takes over what was saved');
  const { id } = await engine.call('account:restore', { recoveryPassword: words });
  must(id === aliceId, 'the words have led to another account');
  await engine.event('status', ({ status }) => status.phase === 'ready');
}

/** What lies in the place of the database. */
function databaseIn(profile: string): Buffer {
  const { database } = placesOf(profile);
  try {
    return readFileSync(database);
  } catch {
    return Buffer.from(existsSync(database) ? readdirSync(database).join() : 'gone');
  }
}
