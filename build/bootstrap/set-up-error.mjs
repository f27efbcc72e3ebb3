/** A fault that the person at the terminal can understand and mend; its message is shown as it is, without a stack. */
export class SetUpError extends Error {}
