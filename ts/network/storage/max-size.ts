import { NAMESPACE } from './namespaces.ts';

/** Namespaces whose messages people wait for. */
const URGENT: ReadonlySet<number> = new Set([NAMESPACE.directMessages, NAMESPACE.groupMessages]);

/**
 * The share of an answer that each namespace may fill, as `max_size` of a retrieve: −k is 1/k of what a node sends at most
 * (spec 02 §4.5, §5.1). In order of priority, then as given.
 */
export function maxSizes(
  namespaces: readonly number[],
): readonly { readonly namespace: number; readonly maxSize: number }[] {
  const groups = [namespaces.filter((n) => URGENT.has(n)), namespaces.filter((n) => !URGENT.has(n))].filter(
    (group) => group.length > 0,
  );
  let divisor = 1;
  return groups.flatMap((group, at) => {
    divisor *= group.length + (at === groups.length - 1 ? 0 : 1);
    return group.map((namespace) => ({ namespace, maxSize: -divisor }));
  });
}
