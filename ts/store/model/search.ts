import type { AccountId } from '../../account/index.ts';
import type { ContactRow } from './contacts.ts';
import type { MessageRow } from './messages.ts';

export interface MessageSearch {
  /**
   * As a person typed it: all words must occur, the last one may be a beginning, words "in quotes" in this order. Case,
   * marks and the like do not matter.
   */
  readonly text: string;
  readonly conversationId?: number;
  readonly authorId?: AccountId;
  /** Sent at or after. */
  readonly sentFromMs?: number;
  /** Sent before. */
  readonly sentBeforeMs?: number;
  readonly kind?: 'media' | 'voice' | 'files' | 'links';
}

/** A stretch of a body, in UTF-16 units. */
export interface TextRange {
  readonly start: number;
  readonly length: number;
}

export interface MessageHit {
  readonly message: MessageRow;
  /** Where the words stand in the body, in order. */
  readonly matches: readonly TextRange[];
}

export interface MessageHits {
  /** Those that came last first. */
  readonly hits: readonly MessageHit[];
  /**
   * Where to go on; undefined at the end. One call looks at a bounded number of messages, so that a search for a common
   * word by a rare author may give few hits, or none, and still go on.
   */
  readonly next: number | undefined;
}

export interface PersonHit {
  readonly contact: ContactRow;
  readonly conversationId: number | undefined;
}

/** Messages of blocked people are not found, nor deleted or expired ones. */
export interface SearchRepository {
  messages(query: MessageSearch & { readonly limit: number; readonly before?: number }): MessageHits;
  /** How many messages there are to be found among the newest `atMost` that have the words. */
  countMessages(query: MessageSearch & { readonly atMost: number }): number;
  /**
   * People with whom there is a conversation, or who are approved, by name, nickname or the beginning of their id (with its
   * prefix or without, from 4 digits on); most recently active first.
   */
  people(query: { readonly text: string; readonly limit: number }): readonly PersonHit[];
  /**
   * Ids of conversations that have a name of their own, as groups, by it or by the beginning of their id (from 4 digits on); most
   * recently active first, none that is hidden.
   */
  named(query: { readonly text: string; readonly limit: number }): readonly number[];
}
