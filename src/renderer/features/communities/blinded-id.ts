/** Whether an ID is one by which somebody is known in one community alone. Spec 05 §1. */
export function isBlindedId(id: string): boolean {
  return /^[12]5[0-9a-f]{64}$/iu.test(id);
}
