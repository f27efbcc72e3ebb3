import type { Exchange } from './relay-chain.ts';

/** Client → guard → middle → last hop → node of the swarm. */
export const HOPS = 4;

/** What goes over the wire to store a short text, and to fetch it: bodies as the guard sees them. */
export const STORE: Exchange = { requestBytes: 1_571, answerBytes: 2_332 };
export const RETRIEVE: Exchange = { requestBytes: 1_317, answerBytes: 1_108 };
