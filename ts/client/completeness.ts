import { CONFIGS_WERE_READ } from '../messaging/index.ts';
import type { AccountRow, Store } from '../store/index.ts';

/**
 * Whether fewer than two nodes have told what the account's devices have agreed on (spec 04 §7). Of an account that was made here there
 * is nothing elsewhere, unless what is here comes from a backup.
 */
export function isIncomplete({ settings }: Pick<Store, 'settings'>, { origin }: AccountRow): boolean {
  const wereRead = settings.get(CONFIGS_WERE_READ);
  return origin === 'restored' ? wereRead !== true : wereRead === false;
}
