import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Channel, CHANNELS, inputs } from '../../../src/ipc/index.ts';
import { EngineError, EngineStoppedError } from '../../../src/main/engine/engine-error.ts';
import { createDispatcher, type Handlers } from '../../../src/main/ipc/dispatcher.ts';
import { PasswordError } from '../../../src/main/vault/password-error.ts';
import { memoryLog } from '../support/memory-log.ts';

/** Handlers that note what reached them and answer with it. */
function recording(answer: (channel: Channel, input: unknown) => unknown = (_channel, input) => input) {
  const reached: { readonly channel: Channel; readonly input: unknown }[] = [];
  const entries = CHANNELS.map((channel) => [
    channel,
    (input: unknown) => {
      reached.push({ channel, input });
      return answer(channel, input);
    },
  ]);
  const log = memoryLog();
  return { reached, log, dispatch: createDispatcher(Object.fromEntries(entries) as Handlers, log) };
}

const CHANNEL = fc.constantFrom(...CHANNELS);

describe('input', () => {
  test('whatever comes, only what the contract allows reaches a handler, and nothing is thrown', async () => {
    const payload = fc.oneof(
      fc.anything({
        withBigInt: true,
        withDate: true,
        withMap: true,
        withTypedArray: true,
        withNullPrototype: true,
      }),
      fc.record(
        {
          id: fc.anything(),
          conversationId: fc.oneof(fc.integer(), fc.anything()),
          text: fc.oneof(fc.string(), fc.anything()),
          displayName: fc.anything(),
          accountId: fc.anything(),
          recoveryPassword: fc.anything(),
          password: fc.oneof(fc.string(), fc.anything()),
          url: fc.oneof(fc.webUrl(), fc.anything()),
          limit: fc.oneof(fc.integer(), fc.anything()),
          before: fc.anything(),
          theme: fc.anything(),
          upToSentAtMs: fc.oneof(fc.integer(), fc.anything()),
          extra: fc.anything(),
        },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(CHANNEL, payload, async (channel, value) => {
        const { reached, dispatch } = recording();
        const result = await dispatch(channel, value);
        expect(result.ok).toBe(reached.length === 1);
        if (result.ok) expect(inputs[channel].safeParse(reached[0]?.input).success).toBe(true);
        else expect(result.error).toEqual({ code: 'ipc-invalid' });
      }),
      { numRuns: 3_000 },
    );
  });

  test('a payload whose properties throw is invalid, not an exception', async () => {
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
        ownKeys: () => {
          throw new Error('trap');
        },
      },
    );
    for (const channel of CHANNELS) {
      const { reached, dispatch } = recording();
      expect(await dispatch(channel, trap)).toEqual({ ok: false, error: { code: 'ipc-invalid' } });
      expect(reached).toEqual([]);
    }
  });

  test.each<readonly [Channel, unknown]>([
    ['messages:send', { conversationId: 1, text: 'a', extra: true }],
    ['messages:send', { conversationId: 0, text: 'a' }],
    ['messages:send', { conversationId: 1.5, text: 'a' }],
    ['messages:send', { conversationId: 1, text: 'a'.repeat(100_001) }],
    ['messages:page', { conversationId: 1, limit: 201 }],
    ['conversations:list', { limit: 0 }],
    ['shell:open-url', { url: 'file:///etc/passwd' }],
    ['shell:open-url', { url: 'javascript:alert(1)' }],
    ['settings:set', { theme: 'solarized' }],
    ['account:recovery-password', {}],
    ['lock:unlock', {}],
    ['lock:unlock', { password: 'x'.repeat(4_097) }],
    ['lock:set-password', { password: 'x', extra: true }],
    ['lock:change-password', { oldPassword: 'x' }],
    ['lock:now', {}],
    ['client:status', null],
  ])('%s refuses %j', async (channel, payload) => {
    const { reached, dispatch } = recording();
    expect(await dispatch(channel, payload)).toEqual({ ok: false, error: { code: 'ipc-invalid' } });
    expect(reached).toEqual([]);
  });

  test('what was refused is logged by its channel, never by its content', async () => {
    const { log, dispatch } = recording();
    await dispatch('account:restore', { recoveryPassword: 'thirteen words', more: 1 });
    expect(log.entries).toEqual([
      { level: 'warn', event: 'ipc-invalid', context: { channel: 'account:restore' } },
    ]);
  });
});

describe('errors', () => {
  async function failing(error: unknown) {
    const { log, dispatch } = recording(() => {
      throw error;
    });
    return { result: await dispatch('client:status', undefined), log };
  }

  test('of the engine keep their code and what people may be told', async () => {
    const data = { code: 'recovery-password-unknown-word', position: 3, suggestions: ['abbey'] };
    const { result, log } = await failing(new EngineError(data));
    expect(result).toEqual({ ok: false, error: data });
    expect(log.entries).toEqual([]);
  });

  test('of a password say when to try again, where that means something', async () => {
    const wrong = await failing(new PasswordError('password-wrong', { retryAfterMs: 2_000 }));
    expect(wrong.result).toEqual({ ok: false, error: { code: 'password-wrong', retryAfterMs: 2_000 } });
    const short = await failing(new PasswordError('password-too-short'));
    expect(short.result).toEqual({ ok: false, error: { code: 'password-too-short' } });
    expect(short.log.entries).toEqual([]);
  });

  test('of a stopped engine', async () => {
    const { result } = await failing(new EngineStoppedError());
    expect(result).toEqual({ ok: false, error: { code: 'engine-stopped' } });
  });

  test('of any other kind are unexpected outside, and in the log inside', async () => {
    const error = new TypeError('details');
    const { result, log } = await failing(error);
    expect(result).toEqual({ ok: false, error: { code: 'unexpected' } });
    expect(log.entries).toEqual([
      { level: 'error', event: 'ipc-failed', context: { channel: 'client:status', error } },
    ]);
  });
});
