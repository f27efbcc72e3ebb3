import { useState } from 'react';

import { errorKey } from '../../app/error-text.ts';
import { useText } from '../../app/text/text-context.ts';

/** What an ID of somebody in a room looks like; whose it is the server knows. */
const ID = /^(?:05|15|25)[0-9a-f]{64}$/u;

/** Of whom something is to be done in a room: typed, or known from the beginning. */
export function useMember(known: string | undefined): {
  readonly typed: string;
  readonly type: (typed: string) => void;
  /** Without what is around it when it is pasted. */
  readonly id: string;
  readonly fault: string | undefined;
  /** Says what is wrong with what was typed, if something is. */
  readonly check: () => boolean;
} {
  const t = useText();
  const [typed, setTyped] = useState(known ?? '');
  const [isWrong, setWrong] = useState(false);
  const id = typed.trim().replace(/^@/u, '').toLowerCase();
  return {
    typed,
    type: (text) => {
      setTyped(text);
      setWrong(false);
    },
    id,
    fault: isWrong ? t(errorKey('community-user-invalid')) : undefined,
    check: () => {
      setWrong(!ID.test(id));
      return ID.test(id);
    },
  };
}
