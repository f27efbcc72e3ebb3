import { StoreError } from '../../store/index.ts';

/** Nothing that a message says can cause it, and the message is not to be lost for it. */
export function isOfTheDisk(error: unknown): boolean {
  return error instanceof StoreError && error.code !== 'store-conflict' && error.code !== 'store-not-found';
}
