/** Which nodes reach each other while the network is in pieces. */
export class Islands {
  private islandOf: ReadonlyMap<string, number> = new Map();

  /** Nodes that are in none of `islands` are one more; without any the network is whole. */
  part(islands: readonly (readonly string[])[]): void {
    this.islandOf = new Map(islands.flatMap((ids, at) => ids.map((id) => [id.toLowerCase(), at] as const)));
  }

  reaches(from: string, to: string): boolean {
    return this.islandOf.get(from) === this.islandOf.get(to);
  }
}
