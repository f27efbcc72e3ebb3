import { z } from 'zod';

import type { PageFrame } from '../../ipc/index.ts';
import { parseJson } from '../files/read-file.ts';

const id = z.number().int().positive();

const frame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('invoke'), id, channel: z.string(), input: z.unknown().optional() }).strict(),
  z.object({ type: z.literal('focus'), focused: z.boolean() }).strict(),
]);

const request = z.looseObject({ type: z.literal('invoke'), id });

/** `refused`: not a frame of ours, but it waits for the answer with this number; `undefined`: there is nothing to answer. */
export type ReceivedFrame =
  { readonly frame: PageFrame } | { readonly refused: { readonly id: number } } | undefined;

/** Reads what a page has sent; never throws. */
export function readPageFrame(text: string): ReceivedFrame {
  const json = parseJson(text);
  const whole = frame.safeParse(json);
  if (whole.success) return { frame: whole.data };
  const part = request.safeParse(json);
  return part.success ? { refused: { id: part.data.id } } : undefined;
}
