import { migration0001 } from './0001-first-schema.ts';
import { migration0002 } from './0002-messenger.ts';
import type { Migration } from './migration.ts';

/** All steps, in order: the version of each is its place, counted from 1. */
export const migrations: readonly Migration[] = [migration0001, migration0002];
