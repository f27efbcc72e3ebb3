import { z } from 'zod';

// What several inputs are made of.

export const nothing = z.undefined();
export const rowId = z.number().int().positive();
export const limit = z.number().int().min(1).max(200);
/** Longer text is refused before it reaches the engine, whose own limits are far below. */
export const text = z.string().max(100_000);
export const shortText = z.string().max(10_000);
export const webUrl = z.string().max(4_096);
/** Absolute; the engine looks at what is there. */
export const path = z.string().min(1).max(4_096);
