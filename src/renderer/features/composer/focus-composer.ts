/** Puts the focus where people write, if a conversation is open: the place to be when nothing else has it. Spec 08 §2.16. */
export function focusComposer(): boolean {
  const editor = document.querySelector<HTMLElement>('[data-testid="message-input-text-area"]');
  editor?.focus({ preventScroll: true });
  return editor !== null;
}
