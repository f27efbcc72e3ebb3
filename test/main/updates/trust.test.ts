import { describe, expect, test } from 'vitest';

import { newSigner } from '../../../build/updates/signing-key.ts';
import { envelopeJson } from '../../../src/main/updates/envelope.ts';
import {
  type Trust,
  afterStatement,
  afterStatements,
  newerTrust,
  readStatements,
} from '../../../src/main/updates/trust.ts';
import { newPublisher, release, statement, trustIn } from './support/publisher.ts';

const publisher = newPublisher();
const { roots, first, second, trust } = publisher;
const [safeA, safeB, safeC] = roots;
const third = newSigner();

function codeOf(work: () => unknown): unknown {
  try {
    work();
    return 'fine';
  } catch (error) {
    return (error as { readonly code?: unknown }).code;
  }
}

describe('a statement', () => {
  const next = trustIn({ serial: 2, roots, releaseKeys: [second, third], revoked: [first] });

  test('of enough roots puts new keys in force', () => {
    expect(afterStatement(trust, statement(next, [safeA, safeC]))).toEqual(next);
  });

  test.each([
    ['one root where two are wanted', [safeA]],
    ['one root twice', [safeA, safeA]],
    ['the keys of releases, which have no say in this', [first, second]],
    ['a stranger beside a root', [safeA, third]],
    ['nobody', []],
  ])('signed by %s is refused', (_who, signers) => {
    expect(codeOf(() => afterStatement(trust, statement(next, signers)))).toBe('update-signature-wrong');
  });

  test('that leads back, or to where we are, is refused', () => {
    const now = afterStatement(trust, statement(next, [safeA, safeB]));
    for (const serial of [1, 2]) {
      const old = trustIn({ serial, roots, releaseKeys: [first], revoked: [] });
      expect(codeOf(() => afterStatement(now, statement(old, roots)))).toBe('update-statement-invalid');
    }
  });

  test('cannot take a revocation back, whoever signs it', () => {
    const now = afterStatement(trust, statement(next, roots));
    const again = trustIn({ serial: 3, roots, releaseKeys: [first, third] });
    expect(codeOf(() => afterStatement(now, statement(again, roots)))).toBe('update-statement-invalid');
    const both = trustIn({ serial: 3, roots, releaseKeys: [first], revoked: [first] });
    expect(codeOf(() => afterStatement(now, statement(both, roots)))).toBe('update-statement-invalid');
  });

  test('must be signed by those whom it puts in force, so that a typing error shuts nobody out', () => {
    const [newA, newB] = [newSigner(), newSigner()];
    const moved = trustIn({ serial: 2, roots: [newA, newB], releaseKeys: [first] });
    expect(codeOf(() => afterStatement(trust, statement(moved, [safeA, safeB])))).toBe(
      'update-signature-wrong',
    );
    expect(afterStatement(trust, statement(moved, [safeA, safeB, newA, newB]))).toEqual(moved);
  });

  test('with more roots wanted than there are, with one key in two lists, or without keys is none', () => {
    const bad: readonly Trust[] = [
      trustIn({ serial: 2, roots, threshold: 4, releaseKeys: [first] }),
      trustIn({ serial: 2, roots, threshold: 0, releaseKeys: [first] }),
      trustIn({ serial: 2, roots, releaseKeys: [first, safeA] }),
      trustIn({ serial: 2, roots, releaseKeys: [] }),
    ];
    for (const each of bad) {
      expect(codeOf(() => afterStatement(trust, statement(each, roots)))).toBe('update-statement-invalid');
    }
  });

  test('is no release, and a release is no statement', () => {
    const disguised = release({}, [safeA, safeB]);
    expect(codeOf(() => afterStatement(trust, disguised))).toBe('update-statement-invalid');
    const retyped = { ...disguised, payloadType: statement(next, []).payloadType };
    expect(codeOf(() => afterStatement(trust, retyped))).toBe('update-signature-wrong');
  });
});

describe('who has slept', () => {
  /** Three years of a project: a new release key, two new safes after a theft, and another release key. */
  const [newA, newB, fourth] = [newSigner(), newSigner(), newSigner()];
  const later = [
    trustIn({ serial: 2, roots, releaseKeys: [second, third] }),
    trustIn({ serial: 3, roots: [newA, newB], releaseKeys: [second, third], revoked: [safeA] }),
    trustIn({ serial: 4, roots: [newA, newB], releaseKeys: [third, fourth], revoked: [safeA, second] }),
  ] as const;
  const statements = [
    statement(later[0], [safeA, safeB]),
    statement(later[1], [safeB, safeC, newA, newB]),
    statement(later[2], [newA, newB]),
  ];

  test('through three rotations gets through all of them, also from a file', () => {
    const fromFile = readStatements(JSON.parse(JSON.stringify(statements.map(envelopeJson))));
    expect(afterStatements(trust, fromFile)).toEqual({ trust: later[2] });
  });

  test('from any point in between', () => {
    for (const from of later) expect(afterStatements(from, statements)).toEqual({ trust: later[2] });
  });

  test('whatever of it is missing or wrong, what was good before stays', () => {
    const gap = afterStatements(trust, [statements[0]!, statements[2]!]);
    expect(gap.trust).toEqual(later[0]);
    expect(gap.problem?.code).toBe('update-signature-wrong');
    const wrong = afterStatements(trust, [statement(later[0], [safeA]), ...statements.slice(1)]);
    expect(wrong.trust).toEqual(trust);
  });

  test('a thief of one safe cannot lead anybody elsewhere', () => {
    const evil = newSigner();
    const theirs = trustIn({ serial: 9, roots: [evil], threshold: 1, releaseKeys: [newSigner()] });
    expect(afterStatements(trust, [statement(theirs, [safeA, evil])]).trust).toEqual(trust);
  });

  test('a build that is newer than what was kept begins with its own keys; an older one does not go back', () => {
    expect(newerTrust(later[1], later[0])).toEqual(later[1]);
    expect(newerTrust(trust, later[2])).toEqual(later[2]);
    expect(newerTrust(trust, undefined)).toEqual(trust);
  });

  test('what the build has revoked does not count, even if the profile says so', () => {
    const built = trustIn({ serial: 5, roots: [newA, newB], releaseKeys: [fourth], revoked: [third] });
    const kept = trustIn({ serial: 6, roots: [newA, newB], releaseKeys: [third, fourth] });
    expect(newerTrust(built, kept).releaseKeys).toEqual([fourth.key]);
  });
});
