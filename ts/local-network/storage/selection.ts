import type { HashAndExpiry } from '../message-table.ts';
import type { Account } from './fields.ts';

/** Which messages a method for whole namespaces is about, and the time its answer is signed with. */
export interface Selection {
  readonly account: Account;
  readonly namespace: number | 'all';
  readonly timeMs: number;
}

/** The hashes, sorted by their bytes. */
export function hashesOf(messages: readonly HashAndExpiry[]): readonly string[] {
  return messages.map(({ hash }) => hash).sort();
}

/** Sorted hashes under the decimal numbers of their namespaces. */
export function groupedByNamespace(
  messages: readonly HashAndExpiry[],
): Readonly<Record<string, readonly string[]>> {
  const namespaces = [...new Set(messages.map(({ namespace }) => namespace))];
  return Object.fromEntries(
    namespaces.map((namespace) => [
      `${namespace}`,
      hashesOf(messages.filter((message) => message.namespace === namespace)),
    ]),
  );
}
