import type { Texts } from '../text/texts.ts';

export interface AboutFacts {
  readonly version: string;
  readonly commit: string;
  readonly electron: string;
  /** Name and version of the operating system, and the kind of processor. */
  readonly system: string;
}

/** What the About window says (spec 08 APP-09). */
export function aboutText(facts: AboutFacts, texts: Texts): string {
  const lines = [
    `${texts('aboutVersion')}: ${facts.version}`,
    `${texts('aboutCommit')}: ${facts.commit}`,
    `${texts('aboutElectron')}: ${facts.electron}`,
    `${texts('nativeAboutSystem')}: ${facts.system}`,
  ];
  const paragraphs = [texts('aboutFreeSoftware'), texts('aboutDatabaseLicense'), texts('aboutAffiliation')];
  return [lines.join('\n'), ...paragraphs].join('\n\n');
}
