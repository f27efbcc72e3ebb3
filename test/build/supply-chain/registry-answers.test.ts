import { expect, test } from 'vitest';

import { advisoryFindings } from '../../../build/supply-chain/advisories.ts';
import { ageFinding, pinFinding, readTimes } from '../../../build/supply-chain/ages.ts';

const nowMs = Date.parse('2026-06-30T00:00:00Z');
const states = (output: string) => advisoryFindings(output, new Set(['shipped'])).map(({ state }) => state);
const answer = (vulnerabilities: object) =>
  JSON.stringify({ vulnerabilities, metadata: { dependencies: { total: 3 } } });
const fault = (severity: string) => ({ severity, via: [{ title: 'Bad', url: 'https://example.com' }] });

test('a registry that does not answer knows nothing, and that is no success', () => {
  for (const output of ['', 'npm error 404', '{"message":"not found"}', '{"vulnerabilities":{}}'])
    expect(states(output)).toEqual(['unknown', 'unknown']);
});

test('any fault of what is shipped counts, of tools only a severe one', () => {
  expect(states(answer({}))).toEqual(['holds', 'holds']);
  expect(states(answer({ shipped: fault('low') }))).toEqual(['broken', 'holds']);
  expect(states(answer({ tool: fault('moderate') }))).toEqual(['holds', 'holds']);
  expect(states(`npm warn\n${answer({ tool: fault('high') })}`)).toEqual(['holds', 'broken']);
});

test('a version must have lain for a week', () => {
  const times = { created: '', '1.0.0': '2026-06-01T00:00:00Z', '1.0.1': '2026-06-28T00:00:00Z' };
  const stateOf = (version: string) => ageFinding({ name: 'a', version }, { times, nowMs }).state;
  expect([stateOf('1.0.0'), stateOf('1.0.1'), stateOf('2.0.0')]).toEqual(['holds', 'broken', 'unknown']);
  expect(readTimes('npm error')).toBeUndefined();
});

test('an Electron must not be long behind the newest of its major version', () => {
  const times = (newest: string) => ({
    created: '',
    '45.4.1': '2026-01-01T00:00:00Z',
    '45.10.0': newest,
    '46.0.0': '2026-01-02T00:00:00Z',
    '45.11.0-beta.1': '2026-01-02T00:00:00Z',
  });
  const stateOf = (newest: string) => pinFinding('45.4.1', { times: times(newest), nowMs }).state;
  expect(stateOf('2026-06-20T00:00:00Z')).toBe('holds');
  expect(stateOf('2026-02-01T00:00:00Z')).toBe('broken');
  expect(pinFinding('45.10.0', { times: times('2026-02-01T00:00:00Z'), nowMs }).state).toBe('holds');
  expect(pinFinding('45.4.1', { times: undefined, nowMs }).state).toBe('unknown');
});
