import type { ProxyConfig } from 'electron';
import { describe, expect, test } from 'vitest';

import { UpdateConnection } from '../../../src/main/updates/update-connection.ts';

/** A session of Chromium that answers as it is told, and writes down what was done to it. */
function fakeSession(answer: () => Response | Promise<Response>) {
  const done: string[] = [];
  let isOpen = false;
  const connection = new UpdateConnection(() => {
    isOpen = true;
    return {
      setUserAgent: () => undefined,
      setProxy: (config: ProxyConfig) => {
        done.push(`proxy ${config.mode} ${config.proxyRules ?? ''}`.trim());
        return Promise.resolve();
      },
      closeAllConnections: () => {
        done.push('cut');
        return Promise.resolve();
      },
      fetch: (url: string, init?: RequestInit) => {
        done.push(`fetch ${url} ${init?.credentials ?? ''}`);
        return Promise.resolve(answer());
      },
    };
  });
  return { connection, done, isOpen: () => isOpen };
}

const URL_OF_FILE = 'https://updates.example/latest.json';
const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'fine',
    (error: unknown) => (error as { readonly code?: unknown }).code,
  );

describe('the way of updates through the network', () => {
  test('is nowhere before it is known: there is not even a session that might choose one', async () => {
    const { connection, isOpen } = fakeSession(() => new Response('{}'));
    expect(await codeOf(connection.fetchText(URL_OF_FILE))).toBe('update-unreachable');
    expect(isOpen()).toBe(false);
  });

  test('is set before the first request, and cut when it becomes another', async () => {
    const { connection, done } = fakeSession(() => new Response('{}'));
    connection.use({ proxy: 'socks5h://127.0.0.1:9050' });
    expect(await connection.fetchText(URL_OF_FILE)).toBe('{}');
    expect(done).toEqual(['proxy fixed_servers socks5://127.0.0.1:9050', 'cut', `fetch ${URL_OF_FILE} omit`]);
    connection.use('direct');
    await connection.fetchText(URL_OF_FILE);
    expect(done.slice(3)).toEqual(['proxy direct', 'cut', `fetch ${URL_OF_FILE} omit`]);
  });

  test('what is not there is nothing; what does not answer, or without end, is out of reach', async () => {
    let answer = (): Response | Promise<Response> => new Response('gone', { status: 404 });
    const { connection } = fakeSession(() => answer());
    connection.use('direct');
    expect(await connection.fetchText(URL_OF_FILE)).toBeUndefined();
    answer = () => new Response('later', { status: 503 });
    expect(await codeOf(connection.fetchText(URL_OF_FILE))).toBe('update-unreachable');
    answer = () => Promise.reject(new Error('net::ERR_CONNECTION_REFUSED'));
    expect(await codeOf(connection.fetchText(URL_OF_FILE))).toBe('update-unreachable');
    let isStopped = false;
    answer = () =>
      new Response(
        new ReadableStream({
          pull: (controller) => controller.enqueue(new Uint8Array(100_000)),
          cancel: () => {
            isStopped = true;
          },
        }),
      );
    expect(await codeOf(connection.fetchText(URL_OF_FILE))).toBe('update-unreachable');
    expect(isStopped).toBe(true);
  });
});
