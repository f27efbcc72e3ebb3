/** A list of 1626 words as its file holds it (spec 01 §1.4). */
export interface WordListText {
  /** How many letters (code points) of a word tell it from all others. */
  readonly prefixLetters: number;
  /** With white space between them. */
  readonly words: string;
}

/** The words that a language has for the numbers of a recovery password. Read when they are first asked for. */
export class WordList {
  readonly #source: WordListText;
  #words: readonly string[] | undefined;
  #indexByPrefix: ReadonlyMap<string, number> | undefined;

  constructor(source: WordListText) {
    this.#source = source;
  }

  /** In their right spelling. */
  get words(): readonly string[] {
    this.#words ??= this.#source.words.trim().split(/\s+/);
    return this.#words;
  }

  /** The number of a word in the {@link normalForm}; letters after its prefix do not count. */
  indexOf(word: string): number | undefined {
    this.#indexByPrefix ??= new Map(
      this.words.map((listed, index) => [this.#prefixOf(normalForm(listed)), index]),
    );
    return this.#indexByPrefix.get(this.#prefixOf(word));
  }

  /** Whether a word in the {@link normalForm} is the listed one, or just its prefix, with nothing else after that. */
  isSpelled(word: string, index: number): boolean {
    const listed = normalForm(this.words[index] ?? '');
    return word === listed || word === this.#prefixOf(listed);
  }

  /** The prefix of a word as the list spells it, capitals included: what checksums are computed of. */
  prefixAt(index: number): string {
    return this.#prefixOf(this.words[index] ?? '');
  }

  #prefixOf(word: string): string {
    return [...word].slice(0, this.#source.prefixLetters).join('');
  }
}

/**
 * Text in which case and width of letters do not matter. Composed, because an accent taken apart from its letter would count
 * as another one: in some languages prefixes would not differ any more.
 */
export function normalForm(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
