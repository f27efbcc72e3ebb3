import { VectorError } from './failures.ts';
import type { Given } from './given.ts';

/** Checks one case. `file` is the whole file, for what several cases share. */
export type Check = (given: Given, file: Given) => void | Promise<void>;

/** One thing that passes or fails. */
export interface Case {
  readonly given: Given;
  readonly check: Check;
}

/** Takes a section apart into its cases. What belongs to none of them has to be read by one, or is unknown. */
export type Section = (given: Given) => readonly Case[];

/** A list, each item a case. */
export const each =
  (check: Check): Section =>
  (given) =>
    given.items().map((item) => ({ given: item, check }));

/** The whole value as one case. */
export const single =
  (check: Check): Section =>
  (given) => [{ given, check }];

/** An object of sections. A name that is not known is a case that fails. */
export const parts =
  (sections: Readonly<Record<string, Section>>): Section =>
  (given) =>
    given.names().flatMap((name) => {
      const section = Object.hasOwn(sections, name) ? sections[name] : undefined;
      return (section ?? single(unknownPart))(given.member(name));
    });

/** Values that the cases beside them read. */
export const shared: Section = () => [];

/** Words that only describe. */
export const description: Section = (given) => {
  given.all();
  return [];
};

/** A section of which nothing is known here. */
export const unknownPart: Check = (given) => {
  throw new VectorError(`${given.path} is not known`);
};

/** A section that is known, and cannot be checked yet. */
export const notYet =
  (why: string): Section =>
  (given) => [
    {
      given,
      check: () => {
        throw new VectorError(why);
      },
    },
  ];
