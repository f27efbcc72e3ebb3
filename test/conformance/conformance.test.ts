import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { cryptoReady } from '../../ts/crypto/index.ts';
import { zstdReady } from '../../ts/util/index.ts';
import { fakeRandom } from '../support/fake-random.ts';
import { Given, Journal } from './framework/given.ts';
import type { Json, JsonObject } from './framework/json.ts';
import { parseStrictJson } from './framework/json.ts';
import { kindsOf, runFile, runSection } from './framework/run-file.ts';
import type { SectionReport } from './framework/run-file.ts';
import { KINDS } from './kinds.ts';
import { leaves, mutated } from './mutation.ts';
import { runVectors } from './run.ts';
import { isSilent } from './silent-leaves.ts';

await Promise.all([cryptoReady(), zstdReady()]);

const ROOT = resolve(import.meta.dirname, '../..');
const OWN = ['crypto', 'onion', 'protobuf', 'communities', 'config'].map((name) =>
  join(ROOT, 'test/vectors', `${name}.json`),
);
const SHARED = join(ROOT, '../shared/vectors');
/** Of the next versions of the protocol; they are told apart, and fail. */
const LATER = ['protocol-v2.json', 'pro.json'];

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function failuresOf(reports: readonly SectionReport[]): readonly string[] {
  return reports.flatMap(({ failures }) => failures.map(({ where, reason }) => `${where}: ${reason}`));
}

function passedIn(reports: readonly SectionReport[]): number {
  return reports.reduce((sum, { passed }) => sum + passed, 0);
}

function read(file: string): JsonObject {
  return parseStrictJson(readFileSync(file, 'utf8')) as JsonObject;
}

describe('the product agrees with every vector', () => {
  const shared = existsSync(SHARED) ? readdirSync(SHARED).filter((name) => name.endsWith('.json')) : [];
  const files = [...OWN, ...shared.filter((name) => !LATER.includes(name)).map((name) => join(SHARED, name))];

  test.each(files)('%s', async (file) => {
    const { sections } = await runVectors(file);
    expect(failuresOf(sections)).toEqual([]);
    expect(sections.filter(({ passed }) => passed === 0)).toEqual([]);
  });

  test.each(shared.filter((name) => LATER.includes(name)))('%s is known, and fails', async (name) => {
    const { sections } = await runVectors(join(SHARED, name));
    expect(passedIn(sections)).toBe(0);
    expect(failuresOf(sections).every((failure) => /is not implemented yet$/.test(failure))).toBe(true);
  });
});

describe('a value that is changed makes its case fail', () => {
  /** Leaves of a section that are tried: all of a small one. */
  const TRIED = 400;
  const ATTEMPTS = 3;

  test.each(OWN)('%s', { timeout: 60_000 }, async (file) => {
    const value = read(file);
    const [kind] = kindsOf(value, KINDS);
    const random = fakeRandom(file.slice(ROOT.length));
    const survivors: string[] = [];
    let tried = 0;
    for (const name of Object.keys(value).filter((section) => Object.hasOwn(kind!.sections, section))) {
      const all = leaves(value[name] as Json, [name]);
      const step = Math.max(1, all.length / TRIED);
      for (let at = 0; at < all.length; at += step) {
        const path = all[Math.floor(at)] as readonly string[];
        tried += 1;
        if (!isSilent(kind!.name, path) && !(await shows(name, path))) survivors.push(path.join('/'));
      }
    }
    expect(survivors).toEqual([]);
    expect(tried).toBeGreaterThan(300);

    /** One of several changes makes the case fail: a single bit of a key may be one that nobody reads. */
    async function shows(name: string, path: readonly string[]): Promise<boolean> {
      for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
        const root = new Given(mutated(value, path, random), { path: '', journal: new Journal() });
        if (await fails(root, name, path)) return true;
      }
      return false;
    }

    /** The case around the value fails, or, where the value stands between cases, the section. */
    async function fails(root: Given, name: string, path: readonly string[]): Promise<boolean> {
      const only = await runSection(root, { kind: kind!, name, only: path.join('/') });
      if (only.failures.length > 0 || only.passed > 0) return only.failures.length > 0;
      return (await runSection(root, { kind: kind!, name })).failures.length > 0;
    }
  });
});

describe('what nobody knows fails', () => {
  const onion = read(OWN[1] as string);
  const [firstNamespace] = onion['namespace_rules'] as readonly JsonObject[];

  async function reportsOf(value: Json): Promise<readonly SectionReport[]> {
    return runFile(value, KINDS);
  }

  test('a section, while the others are checked', async () => {
    const reports = await reportsOf({ ...onion, new_section: [1, 2] });
    expect(failuresOf(reports)).toEqual(['new_section: new_section is not known']);
  });

  test('a part of a section', async () => {
    const codec = { ...(onion['v4_codec'] as JsonObject), more: [] };
    const reports = await reportsOf({ ...onion, v4_codec: codec });
    expect(failuresOf(reports)).toEqual(['v4_codec/more: v4_codec/more is not known']);
  });

  test('a field of a case, at any depth', async () => {
    const rules = [{ ...firstNamespace, hidden: true }];
    expect(failuresOf(await reportsOf({ ...onion, namespace_rules: rules }))).toEqual([
      'namespace_rules/0: not known: namespace_rules/0/hidden',
    ]);
  });

  test('an operation of a scenario', async () => {
    const config = read(OWN[4] as string);
    const [scenario] = config['scenarios'] as readonly JsonObject[];
    const reports = await reportsOf({ scenarios: [{ ...scenario, steps: [{ op: 'fly', device: 'a' }] }] });
    expect(failuresOf(reports)).toEqual(['scenarios/0 (profile-basic): step 0: fly is not known']);
  });

  test('a missing field, and a value of another type', async () => {
    const { public_inbox: _, ...rest } = firstNamespace!;
    const reports = await reportsOf({ ...onion, namespace_rules: [rest, { ...firstNamespace, n: '5' }, 7] });
    expect(failuresOf(reports)).toEqual([
      'namespace_rules/0: namespace_rules/0 has no public_inbox',
      'namespace_rules/1: namespace_rules/1/n is not a number: "5"',
      'namespace_rules/2: namespace_rules/2 is not an object: 7',
    ]);
  });

  test('a whole file: each of its entries', async () => {
    const reports = await reportsOf({ format: 'words', one: [], two: {} });
    expect(failuresOf(reports)).toHaveLength(2);
    expect(failuresOf(await reportsOf([]))).toHaveLength(1);
    expect(failuresOf(await reportsOf({}))).toHaveLength(1);
  });

  test('a group that is none of ours, though the sections are', async () => {
    const reports = await reportsOf({ group: 'other', namespace_rules: [firstNamespace!] });
    expect(failuresOf(reports)).toEqual(['group: group is not known']);
  });

  test('a member that stands twice in the text', () => {
    expect(() => parseStrictJson('{"a":{"b":1,"b":2}}')).toThrow(/twice/);
    expect(parseStrictJson('{"a":"x:y\\":","b":[{"c":1}]}')).toEqual({ a: 'x:y":', b: [{ c: 1 }] });
  });
});

describe('a file is known by what is in it', () => {
  test('not by its name, and from one section of it', async () => {
    const file = join(folder, 'anything.txt');
    const { namespace_rules: rules } = read(OWN[1] as string);
    writeFileSync(file, JSON.stringify({ namespace_rules: rules }));
    const { sections } = await runVectors(file);
    expect(sections).toEqual([{ section: 'namespace_rules', passed: 30, failures: [] }]);
  });

  test('though two kinds have a section of this name', async () => {
    for (const [at, section] of [
      [0, 'message_hash'],
      [1, 'message_hash'],
      [2, 'messages'],
      [3, 'padding'],
    ] as const) {
      const reports = await runFile({ [section]: read(OWN[at] as string)[section] as Json }, KINDS);
      expect(failuresOf(reports)).toEqual([]);
      expect(passedIn(reports)).toBeGreaterThan(0);
    }
  });
});

describe('the command', () => {
  function conformance(...files: readonly string[]): {
    readonly status: number | null;
    readonly lines: readonly string[];
  } {
    const { status, stdout } = spawnSync(process.execPath, ['build/conformance.ts', ...files], {
      cwd: ROOT,
      encoding: 'utf8',
      env: { ...process.env, INIT_CWD: ROOT },
    });
    return { status, lines: stdout.trim().split('\n') };
  }

  test('prints a line for each section and one for all', () => {
    const { status, lines } = conformance('test/vectors/protobuf.json');
    expect(status).toBe(0);
    expect(lines).toEqual([
      'test/vectors/protobuf.json messages: 71 passed, 0 failed',
      'test/vectors/protobuf.json decode_only: 10 passed, 0 failed',
      'test/vectors/protobuf.json invalid: 12 passed, 0 failed',
      '93 passed, 0 failed',
    ]);
  });

  test('goes on after a failure, and says so with its status', () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{');
    const altered = join(folder, 'altered.json');
    const text = readFileSync(OWN[2] as string, 'utf8');
    writeFileSync(
      altered,
      text.replace('0fdaaffb6b7', '0fdaaffb6b8').replace('"1767225939325"', '"1767225939326"'),
    );
    const { status, lines } = conformance(broken, join(folder, 'missing.json'), altered);
    expect(status).toBe(1);
    expect(lines[0]).toBe(`${broken} (file): 0 passed, 1 failed`);
    expect(lines[1]).toBe(`${join(folder, 'missing.json')} (file): 0 passed, 1 failed`);
    expect(lines[2]).toBe(`${altered} messages: 70 passed, 1 failed`);
    expect(lines.at(-1)).toBe('92 passed, 3 failed');
  });

  test('fails without files', () => {
    expect(conformance()).toEqual({ status: 1, lines: ['0 passed, 0 failed'] });
  });
});
