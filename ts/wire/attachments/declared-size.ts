// Spec 01 §6.3.

import { AttachmentError } from './errors.ts';

/** Lets through what a pointer has declared as a file's size: what is longer is cut, what is shorter fails. */
export class DeclaredSize {
  private readonly size: number;
  private passed = 0;

  /** @param size `undefined`: nobody has declared one, everything passes. */
  constructor(size: number | undefined) {
    this.size = size ?? Number.POSITIVE_INFINITY;
  }

  /** The part of `bytes` that still belongs to the file, as pieces that are not empty. */
  cut(bytes: Uint8Array): readonly Uint8Array[] {
    const fitting = bytes.subarray(0, Math.min(bytes.length, this.size - this.passed));
    this.passed += fitting.length;
    return fitting.length === 0 ? [] : [fitting];
  }

  /** @throws {AttachmentError} `shorter-than-declared` */
  check(): void {
    if (Number.isFinite(this.size) && this.passed < this.size)
      throw new AttachmentError('shorter-than-declared');
  }
}
