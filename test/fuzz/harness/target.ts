/** What inputs of a target look like: mutations that keep the form get further than those that break it at once. */
export type Format = 'bytes' | 'bencode' | 'protobuf' | 'json' | 'text';

/** A decoder of bytes from outside. */
export interface FuzzTarget {
  /** Also the name of its folders: lower case and dashes. */
  readonly name: string;
  readonly format: Format;
  /** Valid inputs, and invalid ones that are interesting. */
  readonly seeds: () => readonly Uint8Array[];
  /** Decodes. Whatever it throws must be typed; whatever it gives back must be the same for the same input. */
  readonly run: (input: Uint8Array) => unknown;
  /** Typed errors besides those with a code. */
  readonly allows?: (error: unknown) => boolean;
}

/** What a decoder did wrong, found by its target itself: a result that cannot be. */
export class BrokenPromise extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenPromise';
  }
}
