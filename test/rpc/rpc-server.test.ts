import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Channel, CHANNELS, type IpcResult } from '../../src/ipc/index.ts';
import { createDispatcher } from '../../src/main/ipc/dispatcher.ts';
import type { Dispatch, Handlers } from '../../src/main/ipc/dispatcher.ts';
import { EngineError } from '../../src/main/engine/engine-error.ts';
import { LineReader } from '../../src/rpc/line-reader.ts';
import { MAX_BATCH, RpcServer } from '../../src/rpc/rpc-server.ts';
import { memoryLog } from '../main/support/memory-log.ts';

/** What reached a handler. */
interface Call {
  readonly channel: Channel;
  readonly input: unknown;
}

/** A server on the app's own dispatcher, whose handlers note what they were called with. */
function createServer(answers: Partial<Record<Channel, () => unknown>> = {}): {
  readonly server: RpcServer;
  readonly calls: readonly Call[];
} {
  const calls: Call[] = [];
  const handlers = Object.fromEntries(
    CHANNELS.map((channel) => [
      channel,
      (input: unknown) => {
        calls.push({ channel, input });
        return answers[channel]?.();
      },
    ]),
  ) as unknown as Handlers;
  return { server: new RpcServer(createDispatcher(handlers, memoryLog())), calls };
}

async function ask(server: RpcServer, message: unknown): Promise<unknown> {
  const text = await server.answer({ text: typeof message === 'string' ? message : JSON.stringify(message) });
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}

const failure = (id: unknown, code: number, ours: string): unknown => ({
  jsonrpc: '2.0',
  id,
  error: { code, message: expect.any(String), data: { code: ours } },
});

test('every channel of the contract is a method', async () => {
  const { server } = createServer();
  for (const method of CHANNELS) {
    expect(await ask(server, { jsonrpc: '2.0', id: 1, method })).not.toMatchObject({
      error: { code: -32_601 },
    });
  }
});

test('a request gets the value of its channel, and null where there is none', async () => {
  const { server, calls } = createServer({ 'messages:send': () => ({ id: 9 }) });
  const params = { conversationId: 1, text: 'hello' };
  expect(await ask(server, { jsonrpc: '2.0', id: 'a', method: 'messages:send', params })).toEqual({
    jsonrpc: '2.0',
    id: 'a',
    result: { id: 9 },
  });
  expect(
    await ask(server, { jsonrpc: '2.0', id: 2, method: 'messages:send', params: [params] }),
  ).toMatchObject({
    result: { id: 9 },
  });
  for (const none of [undefined, {}, []]) {
    expect(await ask(server, { jsonrpc: '2.0', id: 0, method: 'network:retry', params: none })).toEqual({
      jsonrpc: '2.0',
      id: 0,
      result: null,
    });
  }
  expect(calls.map(({ input }) => input)).toEqual([params, params, undefined, undefined, undefined]);
});

test('a notification is done and not answered, not even when it is wrong', async () => {
  const { server, calls } = createServer();
  expect(await ask(server, { jsonrpc: '2.0', method: 'network:retry' })).toBeUndefined();
  expect(
    await ask(server, { jsonrpc: '2.0', method: 'messages:retry', params: { id: 'x' } }),
  ).toBeUndefined();
  expect(await ask(server, { jsonrpc: '2.0', method: 'no:method' })).toBeUndefined();
  expect(calls).toEqual([{ channel: 'network:retry', input: undefined }]);
  expect(await ask(server, { jsonrpc: '2.0', id: null, method: 'network:retry' })).toMatchObject({
    id: null,
  });
});

describe('errors', () => {
  test('have the numbers of JSON-RPC and a code of ours', async () => {
    const { server } = createServer({
      'messages:retry': () => {
        throw new EngineError({ code: 'message-unknown' });
      },
      'account:restore': () => {
        throw new EngineError({
          code: 'recovery-password-unknown-word',
          position: 3,
          suggestions: ['abbey'],
        });
      },
      'client:status': () => {
        throw new TypeError('a fault of ours');
      },
    });
    const request = { jsonrpc: '2.0', id: 1 };
    expect(await ask(server, '{"jsonrpc"')).toEqual(failure(null, -32_700, 'json-invalid'));
    expect(await ask(server, { ...request, method: 'no:method' })).toEqual(
      failure(1, -32_601, 'method-unknown'),
    );
    expect(await ask(server, { ...request, method: 'toString' })).toEqual(
      failure(1, -32_601, 'method-unknown'),
    );
    expect(await ask(server, { ...request, method: 'messages:retry', params: { id: -1 } })).toEqual(
      failure(1, -32_602, 'ipc-invalid'),
    );
    expect(await ask(server, { ...request, method: 'messages:retry', params: [{ id: 1 }, 2] })).toEqual(
      failure(1, -32_602, 'ipc-invalid'),
    );
    expect(await ask(server, { ...request, method: 'messages:retry', params: { id: 1 } })).toEqual(
      failure(1, -32_000, 'message-unknown'),
    );
    expect(await ask(server, { ...request, method: 'client:status' })).toEqual(
      failure(1, -32_603, 'unexpected'),
    );
    const params = { recoveryPassword: 'words' };
    expect(await ask(server, { ...request, method: 'account:restore', params })).toMatchObject({
      error: { code: -32_000, data: { position: 3, suggestions: ['abbey'] } },
    });
  });

  test.each([
    [1, null],
    ['text', null],
    [null, null],
    [{ id: 1, method: 'client:status' }, 1],
    [{ jsonrpc: '1.0', id: 1, method: 'client:status' }, 1],
    [{ jsonrpc: '2.0', id: 1 }, 1],
    [{ jsonrpc: '2.0', id: 1, method: 7 }, 1],
    [{ jsonrpc: '2.0', id: 1, method: 'client:status', params: 'text' }, 1],
    [{ jsonrpc: '2.0', id: 1, method: 'client:status', params: null }, 1],
    [{ jsonrpc: '2.0', id: {}, method: 'client:status' }, null],
    [{ jsonrpc: '2.0', id: true, method: 'client:status' }, null],
  ])('what is no request is refused: %j', async (message, id) => {
    const { server, calls } = createServer();
    // A bare text would be taken for a line.
    const line = JSON.stringify(message);
    expect(await ask(server, line)).toEqual(failure(id, -32_600, 'request-invalid'));
    expect(calls).toEqual([]);
  });

  test('an id that would come back as another one is refused', async () => {
    const { server } = createServer();
    for (const id of ['9007199254740993', '1e400']) {
      expect(await ask(server, `{"jsonrpc":"2.0","id":${id},"method":"client:status"}`)).toEqual(
        failure(null, -32_600, 'request-invalid'),
      );
    }
  });

  test('a value that is no JSON, and a dispatcher that breaks its word, are faults of ours', async () => {
    const { server } = createServer({ 'client:status': () => 1n });
    expect(await ask(server, { jsonrpc: '2.0', id: 5, method: 'client:status' })).toEqual(
      failure(5, -32_603, 'unexpected'),
    );
    const broken = new RpcServer(() => Promise.reject(new Error('no')));
    expect(await ask(broken, { jsonrpc: '2.0', id: 6, method: 'client:status' })).toEqual(
      failure(6, -32_603, 'unexpected'),
    );
  });
});

describe('a batch', () => {
  test('is answered in one line, with what was asked and in its order', async () => {
    const { server, calls } = createServer({ 'client:status': () => 'status' });
    const answer = await ask(server, [
      { jsonrpc: '2.0', id: 1, method: 'client:status' },
      { jsonrpc: '2.0', method: 'network:retry' },
      7,
      { jsonrpc: '2.0', id: 'two', method: 'no:method' },
    ]);
    expect(answer).toEqual([
      { jsonrpc: '2.0', id: 1, result: 'status' },
      failure(null, -32_600, 'request-invalid'),
      failure('two', -32_601, 'method-unknown'),
    ]);
    expect(calls).toHaveLength(2);
  });

  test('of notifications is not answered; an empty one and one that is too long are refused as a whole', async () => {
    const { server, calls } = createServer();
    expect(await ask(server, [{ jsonrpc: '2.0', method: 'network:retry' }])).toBeUndefined();
    expect(await ask(server, [])).toEqual(failure(null, -32_600, 'request-invalid'));
    const request = { jsonrpc: '2.0', id: 1, method: 'client:status' };
    expect(
      await ask(
        server,
        Array.from({ length: MAX_BATCH + 1 }, () => request),
      ),
    ).toEqual(failure(null, -32_600, 'batch-too-long'));
    expect(calls).toHaveLength(1);
  });
});

/** Requests in all shapes, right ones and wrong ones. */
const requestLike = fc.record(
  {
    jsonrpc: fc.constantFrom('2.0', '1.0', 2),
    id: fc.oneof(fc.jsonValue(), fc.integer()),
    method: fc.oneof(fc.constantFrom(...CHANNELS), fc.string(), fc.constantFrom('__proto__', 'constructor')),
    params: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

const anyLine = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc.string({ unit: 'binary' }).map((text) => Buffer.from(text)),
  fc.json().map((text) => Buffer.from(text)),
  requestLike.map((value) => Buffer.from(JSON.stringify(value))),
  fc.array(requestLike).map((value) => Buffer.from(JSON.stringify(value))),
  fc.nat({ max: 5_000 }).map((depth) => Buffer.from('['.repeat(depth) + ']'.repeat(depth))),
);

test('any bytes give answers that are JSON-RPC, or nothing', async () => {
  const dispatch: Dispatch = (): Promise<IpcResult<unknown>> =>
    Promise.resolve({ ok: true, value: undefined });
  const server = new RpcServer(dispatch);
  await fc.assert(
    fc.asyncProperty(fc.array(anyLine, { maxLength: 4 }), async (lines) => {
      const reader = new LineReader(4_096);
      const bytes = Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
      for (const line of [...reader.push(bytes), ...reader.end()]) {
        const text = await server.answer(line);
        if (text === undefined) continue;
        expect(text).not.toContain('\n');
        const parsed = JSON.parse(text) as unknown;
        for (const answer of Array.isArray(parsed) ? parsed : [parsed]) {
          expect(answer).toMatchObject({ jsonrpc: '2.0' });
          expect('result' in answer).not.toBe('error' in answer);
          expect(answer).toHaveProperty('id');
        }
      }
    }),
    { numRuns: 300 },
  );
});
