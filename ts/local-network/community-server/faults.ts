/** How a community server misbehaves. */
export interface CommunityFaults {
  /** Its listener refuses connections: nodes answer 502. */
  readonly down: boolean;
  /** Every answer comes this many milliseconds later. */
  readonly slowMs: number;
  /** It answers every request with this status (400 to 599) and does nothing; 0: it does not. */
  readonly status: number;
  /** The text of that status, where a client looks at it. */
  readonly statusText: string;
  /** Requests whose path begins with this crash, also inside of a batch; nothing: none do. */
  readonly crashing: string;
  /** It ends connections when a request has come, and does nothing. */
  readonly dropConnections: boolean;
  /** It does as it is told and ends the connection instead of answering. */
  readonly dropAnswers: boolean;
  /** Its clock is this many milliseconds ahead (negative: behind): beyond a day it takes no signature. */
  readonly clockSkewMs: number;
  /** `changed`: it has a new key and understands nothing that is sealed for the old one; `wrong`: its answers are sealed with a key that is nobody's. */
  readonly key: 'none' | 'changed' | 'wrong';
  /** `truncated`: its answers break off before they are sealed; `nonsense`: its JSON is none. */
  readonly reply: 'none' | 'truncated' | 'nonsense';
  /** It answers as if it took posts, and keeps none of them. */
  readonly forgetful: boolean;
  /** What it says of posts that it hands out. */
  readonly posts: PostFault;
  /** `wrong-bytes`: files have other bytes than they had; `truncated`: they have half of them; `missing`: they are gone. */
  readonly files: 'none' | 'wrong-bytes' | 'truncated' | 'missing';
  /** It takes no post: 429. */
  readonly rateLimited: boolean;
}

/**
 * `bad-signature`: signatures are wrong; `other-author`: posts are by somebody else who is known to the server, or by nobody;
 * `other-id`: each has the id of the one before it; `old-content`: each has the content of the first, under its own id; `replayed`: every
 * page of changes starts at the beginning of the room and is full; `repeated`: all rows come twice; `reversed`: pages run the other
 * way; `unreadable`: rows hold values of wrong types.
 */
export const POST_FAULTS = [
  'none',
  'bad-signature',
  'other-author',
  'other-id',
  'old-content',
  'replayed',
  'repeated',
  'reversed',
  'unreadable',
] as const;
export type PostFault = (typeof POST_FAULTS)[number];

export const NO_COMMUNITY_FAULTS: CommunityFaults = {
  down: false,
  slowMs: 0,
  status: 0,
  statusText: '',
  crashing: '',
  dropConnections: false,
  dropAnswers: false,
  clockSkewMs: 0,
  key: 'none',
  reply: 'none',
  forgetful: false,
  posts: 'none',
  files: 'none',
  rateLimited: false,
};
