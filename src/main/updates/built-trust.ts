import { z } from 'zod';

import { type Trust, trustSchema } from './trust.ts';

/** What a build is made with: build/updates/trusted-keys.json, or what a test hands in. */
export interface UpdateSource {
  /** Address of the feed; empty for none. */
  readonly feed: string;
  /** Undefined when nobody is trusted yet. */
  readonly trust: Trust | undefined;
}

const sourceSchema = z.object({ feed: z.string(), trust: trustSchema.nullable() });

/** What is not in order is as good as nothing: no feed, and nobody trusted. */
export function readUpdateSource(json: unknown): UpdateSource {
  const source = sourceSchema.safeParse(json).data;
  return { feed: source?.feed ?? '', trust: source?.trust ?? undefined };
}
