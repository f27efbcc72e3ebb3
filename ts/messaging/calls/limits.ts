/** How long a call rings, and how long connecting or reconnecting may take (spec 04 §6.2, §6.3). */
export const CALL_TIMEOUT_MS = 60_000;
/** An offer older than this is a missed call: its caller has given up (spec 04 §6.3). */
export const OFFER_FRESH_MS = 60_000;
/** How long a swarm keeps a call message (spec 04 §2.3). */
export const CALL_TTL_MS = 5 * 60_000;
/** How often one call message is tried before it is given up; there is no durable queue for it (spec 04 §6.2). */
export const CALL_SEND_ATTEMPTS = 3;
/** How long the ID of an ended call is remembered; its messages may come late and out of order (spec 04 §6.2). */
export const ENDED_MEMORY_MS = 10 * 60_000;
/** Candidates found close together go out in one message (spec 04 §6.2). */
export const FIRST_CANDIDATES_AFTER_MS = 500;
/** Pause between two messages with candidates (spec 04 §6.2). */
export const CANDIDATES_EVERY_MS = 2_000;
/** How long a broken connection may heal by itself before ICE is restarted (spec 04 §6.2). */
export const DISCONNECTED_FOR_MS = 2_000;

/** UTF-16 units of a session description; those of browsers have some 8,000. */
export const MAX_SDP_LENGTH = 50_000;
/** UTF-16 units of one candidate line; those of browsers have some 200. */
export const MAX_CANDIDATE_LENGTH = 1_000;
/** UTF-16 units of the name of a media line. */
export const MAX_MID_LENGTH = 64;
/** Media lines that a candidate may belong to. */
export const MAX_M_LINES = 64;
/** Candidates of one side and one call that are kept; the oldest give way. */
export const MAX_CANDIDATES = 100;
/** Calls whose candidates are kept before their offer has come. */
export const MAX_EARLY_CALLS = 8;
/** Ended calls that are remembered, in all and of one contact. */
export const MAX_ENDED_CALLS = 1_000;
export const MAX_ENDED_CALLS_OF_ONE = 100;
