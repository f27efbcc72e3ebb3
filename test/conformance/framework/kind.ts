import type { Section } from './sections.ts';

/** A kind of vector file. */
export interface VectorKind {
  /** As files name it in their `group`, and as reports do. */
  readonly name: string;
  /** Sections by their names. Words about the file itself are known to all kinds. */
  readonly sections: Readonly<Record<string, Section>>;
}
