/** Of those who gave a reaction, so many are told of (spec 05 §6). */
export const REACTORS = 5;
/** Rows of an answer: a page. */
export const PAGE = 100;
