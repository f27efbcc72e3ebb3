import { describe, expect, test } from 'vitest';

import { newSigner } from '../../../build/updates/signing-key.ts';
import { envelopeJson } from '../../../src/main/updates/envelope.ts';
import { newestRelease } from '../../../src/main/updates/release-feed.ts';
import type { UpdateRecord } from '../../../src/main/updates/update-record.ts';
import { DAY_MS, NOW_MS, newPublisher, release, statement, textOf, trustIn } from './support/publisher.ts';

const publisher = newPublisher();
const { roots, first, second, trust } = publisher;

/** Somebody with an app and a profile who asks feeds. */
function person(builtTrust = trust) {
  let record: UpdateRecord = { seen: {} };
  const problems: string[] = [];
  const ask = async (
    files: Readonly<Record<string, string>>,
    { wantsBetas = false, nowMs = NOW_MS }: { readonly wantsBetas?: boolean; readonly nowMs?: number } = {},
  ): Promise<string> => {
    try {
      const { version } = await newestRelease({
        fetchText: (name) => Promise.resolve(files[name]),
        builtTrust,
        record,
        keep: (next) => {
          record = next;
        },
        onProblem: (what, error) => problems.push(`${what} ${(error as { code: string }).code}`),
        wantsBetas,
        nowMs,
      });
      return version;
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  return { ask, problems, record: () => record };
}

const latest = (version: string, signers = [first], change: Parameters<typeof release>[0] = {}) => ({
  'latest.json': textOf(release({ version, ...change }, signers)),
});
const statementsOf = (...all: readonly ReturnType<typeof statement>[]) => ({
  'keys.json': JSON.stringify(all.map(envelopeJson)),
});

describe('the newest release', () => {
  test('is good when any one of the accepted keys has signed it: keys may overlap', async () => {
    expect(await person().ask(latest('1.1.0', [first]))).toBe('1.1.0');
    expect(await person().ask(latest('1.1.0', [second]))).toBe('1.1.0');
    expect(await person().ask(latest('1.1.0', [newSigner(), first, second]))).toBe('1.1.0');
  });

  test('is refused when nobody has signed it who counts, and when a byte is another', async () => {
    expect(await person().ask(latest('1.1.0', []))).toBe('update-signature-wrong');
    expect(await person().ask(latest('1.1.0', [newSigner()]))).toBe('update-signature-wrong');
    expect(await person().ask(latest('1.1.0', [...roots]))).toBe('update-signature-wrong');
    const good = JSON.parse(latest('1.1.0')['latest.json']) as { payload: string };
    const payload = Buffer.from(good.payload, 'base64').toString().replace('1.1.0', '1.1.1');
    const changed = { ...good, payload: Buffer.from(payload).toString('base64') };
    expect(await person().ask({ 'latest.json': JSON.stringify(changed) })).toBe('update-signature-wrong');
  });

  test('of another channel does not pass for this one', async () => {
    const beta = textOf(release({ channel: 'beta', version: '2.0.0-beta.1' }, [first]));
    expect(await person().ask({ 'latest.json': beta })).toBe('update-manifest-invalid');
  });

  test('for those who want betas is the newer of both channels; one of them may be missing', async () => {
    const files = {
      ...latest('1.1.0'),
      'beta.json': textOf(release({ channel: 'beta', version: '1.2.0-beta.3' }, [first])),
    };
    expect(await person().ask(files)).toBe('1.1.0');
    expect(await person().ask(files, { wantsBetas: true })).toBe('1.2.0-beta.3');
    expect(await person().ask({ ...files, ...latest('1.2.0') }, { wantsBetas: true })).toBe('1.2.0');
    expect(await person().ask(latest('1.1.0'), { wantsBetas: true })).toBe('1.1.0');
  });

  test('of a feed that is gone is none', async () => {
    expect(await person().ask({})).toBe('update-unreachable');
    expect(await person().ask({ 'latest.json': '<html>Not Found</html>' })).toBe('update-envelope-invalid');
  });
});

describe('nothing goes back', () => {
  test('an older release than the one that was seen is refused, also if its signature is good', async () => {
    const ada = person();
    expect(await ada.ask(latest('1.2.0'))).toBe('1.2.0');
    expect(await ada.ask(latest('1.1.0'))).toBe('update-rolled-back');
    expect(await ada.ask(latest('1.2.0'))).toBe('1.2.0');
    expect(await ada.ask(latest('1.10.0'))).toBe('1.10.0');
  });

  test('what the same release said earlier is refused: a roll-out does not shrink', async () => {
    const ada = person();
    const wide = { stagingPercentage: 50, signedAtMs: NOW_MS };
    expect(await ada.ask(latest('1.2.0', [first], wide))).toBe('1.2.0');
    expect(await ada.ask(latest('1.2.0', [first], { stagingPercentage: 5 }))).toBe('update-rolled-back');
  });

  test('a feed that is frozen is believed until what it says has expired', async () => {
    const ada = person();
    const files = latest('1.2.0', [first], { expiresAtMs: NOW_MS + DAY_MS });
    expect(await ada.ask(files)).toBe('1.2.0');
    expect(await ada.ask(files, { nowMs: NOW_MS + 2 * DAY_MS })).toBe('update-expired');
  });

  test('channels do not hide each other', async () => {
    const ada = person();
    const beta = { 'beta.json': textOf(release({ channel: 'beta', version: '2.0.0-beta.1' }, [first])) };
    expect(await ada.ask({ ...latest('1.2.0'), ...beta }, { wantsBetas: true })).toBe('2.0.0-beta.1');
    expect(await ada.ask(latest('1.2.0'))).toBe('1.2.0');
  });
});

describe('keys come and go', () => {
  const third = newSigner();
  const next = trustIn({ serial: 2, roots, releaseKeys: [second, third], revoked: [first] });
  const rotated = statementsOf(statement(next, [roots[0], roots[1]]));

  test('a new key counts with the statement that names it, and the revoked one no more', async () => {
    expect(await person().ask({ ...rotated, ...latest('1.2.0', [third]) })).toBe('1.2.0');
    expect(await person().ask({ ...rotated, ...latest('1.2.0', [second]) })).toBe('1.2.0');
    expect(await person().ask({ ...rotated, ...latest('1.2.0', [first]) })).toBe('update-signature-wrong');
  });

  test('it is kept: a feed without the statement does not bring the revoked key back', async () => {
    const ada = person();
    expect(await ada.ask({ ...rotated, ...latest('1.2.0', [first]) })).toBe('update-signature-wrong');
    expect(ada.record().trust).toEqual(next);
    expect(await ada.ask(latest('1.3.0', [first]))).toBe('update-signature-wrong');
    expect(await ada.ask(latest('1.3.0', [third]))).toBe('1.3.0');
  });

  test('statements that are broken or wrong do not hide a good release', async () => {
    const ada = person();
    expect(await ada.ask({ 'keys.json': 'what', ...latest('1.2.0') })).toBe('1.2.0');
    const forged = statementsOf(statement(next, [roots[0], newSigner()]));
    expect(await ada.ask({ ...forged, ...latest('1.2.0') })).toBe('1.2.0');
    expect(ada.problems).toEqual(['keys.json update-envelope-invalid', 'keys.json update-signature-wrong']);
  });

  test('whoever slept for three rotations gets the release of today', async () => {
    const [newA, newB, fourth] = [newSigner(), newSigner(), newSigner()];
    const moved = trustIn({ serial: 3, roots: [newA, newB], releaseKeys: [third], revoked: [first] });
    const last = trustIn({ serial: 4, roots: [newA, newB], releaseKeys: [fourth], revoked: [first, third] });
    const files = {
      ...statementsOf(
        statement(next, [roots[0], roots[1]]),
        statement(moved, [roots[1], roots[2], newA, newB]),
        statement(last, [newA, newB]),
      ),
      ...latest('4.0.0', [fourth]),
    };
    const ada = person();
    expect(await ada.ask(files)).toBe('4.0.0');
    expect(ada.record().trust).toEqual(last);
  });
});
