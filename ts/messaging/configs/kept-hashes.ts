/** Of an answer to `expire`: the hashes that at least one node has, whether it changed their time or not (spec 02 §4.9). */
export function keptHashes({ swarm }: Readonly<Record<string, unknown>>): ReadonlySet<unknown> {
  const entries = Object.values(swarm as Readonly<Record<string, Readonly<Record<string, unknown>>>>);
  return new Set(
    entries.flatMap(({ updated, unchanged }) => [
      ...(Array.isArray(updated) ? (updated as readonly unknown[]) : []),
      ...Object.keys(unchanged ?? {}),
    ]),
  );
}
