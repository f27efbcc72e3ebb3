import { useCallback } from 'react';

import type { Input, IpcErrorData, Output } from '../../ipc/index.ts';
import type { PasswordChannel } from './api.ts';
import { useBridge } from './bridge.ts';

/** Calls whose data must not enter the Redux state, not even as arguments of a request. Spec 08, SEC-02. */
export function useRestoreAccount(): (recoveryPassword: string) => Promise<IpcErrorData | undefined> {
  const bridge = useBridge();
  return useCallback(
    async (recoveryPassword) => {
      const result = await bridge.invoke('account:restore', { recoveryPassword });
      return result.ok ? undefined : result.error;
    },
    [bridge],
  );
}

/** The 13 words, and the same as a code for another device to read. */
export interface RecoverySecrets {
  readonly words: string;
  readonly code: string;
}

/** Asks for the 13 words, with the app's password if one is set; the caller shows them and forgets them. */
export function useRevealRecoveryPassword(): (
  password?: string,
) => Promise<RecoverySecrets | { readonly error: IpcErrorData }> {
  const bridge = useBridge();
  return useCallback(
    async (password) => {
      const input = password === undefined ? undefined : { password };
      const words = await bridge.invoke('account:recovery-password', input);
      if (!words.ok) return { error: words.error };
      const code = await bridge.invoke('account:recovery-code', input);
      return code.ok ? { words: words.value, code: code.value } : { error: code.error };
    },
    [bridge],
  );
}

/** Words of a text that could hold a recovery password: fewer are not asked about. */
const FEWEST_WORDS = 12;

/** Whether a text gives the account's recovery password away; the client compares. Spec 08, CMP-13. */
export function useContainsRecoveryPassword(): (text: string) => Promise<boolean> {
  const bridge = useBridge();
  return useCallback(
    async (text) => {
      if ((text.match(/\p{L}+/gu)?.length ?? 0) < FEWEST_WORDS) return false;
      const result = await bridge.invoke('account:contains-recovery-password', { text });
      return result.ok && result.value;
    },
    [bridge],
  );
}

/** Something that is done with the app's password. */
export function usePassword<Name extends PasswordChannel>(
  channel: Name,
): (input: Input<Name>) => Promise<IpcErrorData | undefined> {
  const bridge = useBridge();
  return useCallback(
    async (input) => {
      const result = await bridge.invoke(channel, input);
      return result.ok ? undefined : result.error;
    },
    [bridge, channel],
  );
}

/** Puts a backup into the place of the profile; main asks for the file. */
export function useRestoreBackup(): (input: Input<'profile:restore'>) => Promise<IpcErrorData | undefined> {
  const bridge = useBridge();
  return useCallback(
    async (input) => {
      const result = await bridge.invoke('profile:restore', input);
      return result.ok ? undefined : result.error;
    },
    [bridge],
  );
}

/** Writes a backup where the person says, which main asks for. */
export function useWriteBackup(): (
  input: Input<'profile:backup'>,
) => Promise<{ readonly backup: Output<'profile:backup'> } | { readonly error: IpcErrorData }> {
  const bridge = useBridge();
  return useCallback(
    async (input) => {
      const result = await bridge.invoke('profile:backup', input);
      return result.ok ? { backup: result.value } : { error: result.error };
    },
    [bridge],
  );
}

/** Makes a sound database of what can be read of the one there is. */
export function useRepair(): (input: Input<'profile:repair'>) => Promise<IpcErrorData | undefined> {
  const bridge = useBridge();
  return useCallback(
    async (input) => {
      const result = await bridge.invoke('profile:repair', input);
      return result.ok ? undefined : result.error;
    },
    [bridge],
  );
}

/** Writes to the clipboard; with `clearAfterMs` main takes it out again after that time, if it is still there. */
export function useClipboard(): (
  text: string,
  options?: { readonly clearAfterMs: number },
) => Promise<IpcErrorData | undefined> {
  const bridge = useBridge();
  return useCallback(
    async (text, options) => {
      const result = await bridge.invoke('clipboard:write', { text, ...options });
      return result.ok ? undefined : result.error;
    },
    [bridge],
  );
}
