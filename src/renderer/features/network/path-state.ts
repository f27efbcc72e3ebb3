import type { NetworkView } from '../../../ipc/index.ts';

/** Colour of the path light: two paths are as good as it gets, one is being mended, none is an error. Spec 08, SET-14. */
export function pathColor(network: NetworkView | undefined): string {
  if (network === undefined || network.state === 'connecting') return 'var(--button-path-connecting-color)';
  if (network.state === 'offline' || network.paths.length === 0) return 'var(--button-path-error-color)';
  return network.paths.length >= 2
    ? 'var(--button-path-default-color)'
    : 'var(--button-path-connecting-color)';
}
