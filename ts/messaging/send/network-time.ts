import type { Network } from '../../network/index.ts';

/**
 * Makes sure that network time is known before it is written into a message: any answer of a node tells it.
 * @throws {NetworkError} when no node answers.
 */
export async function awaitNetworkTime(
  network: Network,
  account: string,
  signal: AbortSignal,
): Promise<void> {
  if (network.time.isSynchronized()) return;
  const [node] = await network.swarmOf(account, { signal });
  if (node === undefined || network.time.isSynchronized()) return;
  await network.request(node, 'info', {}, { signal });
}
