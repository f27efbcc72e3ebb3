/**
 * How a room is, as far as its server lets us know. `connecting` until it was asked for the first time since the start; `unreachable` when
 * nobody answers, or only nonsense; `banned` from the whole server; `forbidden` when we may not read the room (any more); `gone` when there
 * is no such room for us, which also is what somebody hears who is banned from one; `key-wrong` when the server does not have the key that it
 * was joined with: nothing is sent then.
 */
export type CommunityState =
  'connecting' | 'ok' | 'unreachable' | 'banned' | 'forbidden' | 'gone' | 'key-wrong';

/** What became of something that a server was to do: `waiting` when it has not answered yet, and it goes on by itself. */
export type ModerationOutcome = 'done' | 'waiting';
