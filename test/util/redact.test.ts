import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { CodedError, createLog, redactText, redactValue, toBase64, toHex } from '../../ts/util/index.ts';
import { FakeClock } from '../support/fake-clock.ts';

const KEY = 'd2ad010eeb72d72e561d9de7bd7b6989af77dcabffa03a5111a6c859ae5c3a72';
const ACCOUNT = `05${KEY}`;

class SomeError extends CodedError<'some-code'> {}

describe('redactText', () => {
  test.each([
    ['an account ID', ACCOUNT, '05d2…3a72'],
    ['an ID glued to a word', `id_${ACCOUNT}x`, 'id_05d2…3a72x'],
    ['a blinded ID in capitals', `15${KEY.toUpperCase()}`, '15D2…3A72'],
    ['a group ID in brackets', `(03${KEY})`, '(03d2…3a72)'],
    ['a key', KEY, '[hex 64]'],
    ['a seed after an underscore', `seed_${KEY.slice(0, 32)}`, 'seed_[hex 32]'],
    ['a secret key of 64 bytes', KEY + KEY, '[hex 128]'],
    ['a message hash', 'at 4sMyAuaZlMwww3oFvfhazfw7ASx/7TDtO+TVc8aAjHs!', 'at [base64 43]!'],
    ['a file ID', 'J6ChgheYbIFjYatj-J6ChgheYbIFjYatj_J6ChgheYbI=', '[base64 45]'],
    ['a URL', 'GET https://example.org:22021/path?key=1 failed', 'GET [url] failed'],
    ['an IPv4 address', 'connect 192.0.2.17:22021', 'connect [ip]:22021'],
    ['an IPv6 address', 'connect 2001:db8:85a3:8d3:1319:8a2e:370:7348', 'connect [ip]'],
    ['a short IPv6 address', 'connect 2001:db8::7348 and ::1', 'connect [ip] and [ip]'],
    ['a path', "open '/home/jane/.config/x'", "open '[path]'"],
    ['a path of macOS', '/Users/jane/Library', '[path]'],
    ['a path of Windows', 'C:\\Users\\jane\\AppData', '[path]'],
  ])('hides %s', (_name, text, expected) => {
    expect(redactText(text)).toBe(expected);
  });

  test.each([
    'path-rebuilt',
    'took 1700000000000 ms',
    'at 12:34:56',
    'retry 3 of 5',
    'node:internal/x',
    'Foo::bar',
  ])('keeps %j', (text) => {
    expect(redactText(text)).toBe(text);
  });

  test('lets no key of an account through, wherever it stands', () => {
    const around = fc.string({ maxLength: 20 });
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 64 }),
        around,
        around,
        (secret, before, after) => {
          expect(redactText(before + toHex(secret) + after)).not.toContain(toHex(secret).slice(8, -8));
          expect(redactText(before + toBase64(secret) + after)).not.toContain(toBase64(secret).slice(8, -8));
        },
      ),
    );
  });

  test('is quick on long text of any kind', () => {
    const lengths = ['a.', 'a', 'a:', ':', '/home', '1.', 'A+'].map(
      (part) => redactText(part.repeat(50_000)).length,
    );
    expect(lengths.every((length) => length <= 250_000)).toBe(true);
  });
});

describe('redactValue', () => {
  test('tells only the length of bytes, also of a Buffer, which turns itself into JSON', () => {
    const value = { seed: Uint8Array.of(1, 2, 3), chunk: Buffer.from('secret'), list: [new Uint8Array(5)] };
    expect(redactValue(value)).toBe('{"seed":"[bytes 3]","chunk":"[bytes 6]","list":["[bytes 5]"]}');
    expect(redactValue(Buffer.from('secret'))).toBe('"[bytes 6]"');
  });

  test('hides what follows an escaped character', () => {
    expect(redactValue({ text: `\n${KEY.slice(0, 32)}\t${ACCOUNT}` })).toBe(
      '{"text":"\\n[hex 32]\\t05d2…3a72"}',
    );
    expect(redactValue({ path: 'C:\\Users\\jane' })).toBe('{"path":"[path]"}');
  });

  test('hides IDs that are keys of objects', () => {
    expect(redactValue({ [ACCOUNT]: 1 })).toBe('{"05d2…3a72":1}');
  });

  test('tells code, message and cause of an error, but nothing else that hangs on it', () => {
    const cause = Object.assign(new TypeError(`bad ${ACCOUNT}`), { instance: 'secret' });
    expect(JSON.parse(redactValue({ error: new SomeError('some-code', { cause }) }))).toEqual({
      error: {
        error: 'SomeError',
        code: 'some-code',
        message: 'some-code',
        cause: { error: 'TypeError', message: 'bad 05d2…3a72' },
      },
    });
  });

  test('ends in circles of objects and of errors', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(redactValue(circle)).toBe('{"self":"[again]"}');
    const error = new Error('round');
    error.cause = error;
    expect(redactValue(error)).toContain('[again]');
  });

  test('writes what JSON has no word for', () => {
    expect(redactValue({ big: 2n ** 64n })).toBe('{"big":"18446744073709551616"}');
    expect(redactValue(undefined)).toBe('undefined');
  });
});

test('a log line has time, level, event and redacted context', () => {
  const lines: string[] = [];
  const log = createLog(new FakeClock(), (line) => lines.push(line));
  log.write('info', 'message-stored', { to: ACCOUNT, hash: 'x' });
  log.write('warn', 'offline');
  expect(lines).toEqual([
    '2023-11-14T22:13:20.000Z info message-stored {"to":"05d2…3a72","hash":"x"}',
    '2023-11-14T22:13:20.000Z warn offline',
  ]);
});
