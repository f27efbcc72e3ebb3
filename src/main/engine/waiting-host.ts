import type { EngineHost } from './engine-host.ts';
import { type Engine, type EngineMethod, ENGINE_METHODS } from './protocol.ts';

/** An engine that is on its way: whoever calls it waits for it, and fails with what it failed with. */
export function waitingHost(
  coming: Promise<Pick<EngineHost, 'engine' | 'lag'>>,
): Pick<EngineHost, 'engine' | 'lag'> {
  const call = async (method: EngineMethod, args: readonly unknown[]): Promise<unknown> => {
    const { engine } = await coming;
    const run = engine[method] as (...args: readonly unknown[]) => Promise<unknown>;
    return run(...args);
  };
  const methods = ENGINE_METHODS.map((method) => [
    method,
    (...args: readonly unknown[]) => call(method, args),
  ]);
  return { engine: Object.fromEntries(methods) as Engine, lag: async () => (await coming).lag() };
}
