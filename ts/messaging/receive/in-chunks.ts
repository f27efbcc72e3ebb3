/** Messages a transaction: small enough that the engine keeps its rhythm. */
export const CHUNK = 8;

/** What one transaction takes. */
export interface Chunk<One> {
  readonly opened: readonly One[];
  /** Up to this hash everything of the node is in the store afterwards. */
  readonly reached: string | undefined;
}

/**
 * What takes messages back goes first: none of them is shown, not even for the moment between two transactions (spec 04 §3.9). How far
 * the node was read counts from the order in which it gave them.
 */
export function inChunks<One extends { readonly raw: { readonly hash: string } }>(
  opened: readonly One[],
  takesBack: (one: One) => boolean,
): readonly Chunk<One>[] {
  const first = slices(opened.filter(takesBack)).map((slice): Chunk<One> => ({
    opened: slice,
    reached: undefined,
  }));
  const rest = slices(opened.filter((one) => !takesBack(one))).map((slice): Chunk<One> => ({
    opened: slice,
    reached: slice.at(-1)?.raw.hash,
  }));
  const chunks = [...first, ...rest];
  return chunks.map((chunk, at) =>
    at === chunks.length - 1 ? { ...chunk, reached: opened.at(-1)?.raw.hash } : chunk,
  );
}

function slices<One>(opened: readonly One[]): readonly (readonly One[])[] {
  const count = Math.ceil(opened.length / CHUNK);
  return Array.from({ length: count }, (_, at) => opened.slice(at * CHUNK, (at + 1) * CHUNK));
}
