import { useEffect, useEffectEvent, useRef, useState } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { codePointsLeft } from '../conversation/message-length.ts';
import { selectMessage } from '../conversation/messages-slice.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { editingEnded, type EditedPost, selectEditing } from './composer-slice.ts';
import { saveEdit } from './edit-thunks.ts';

/**
 * A post of ours is being changed: its words are in the editor, and what stood there before comes back afterwards. Ends with the
 * conversation. Spec 08, COM-09.
 */
export function useEdit(options: {
  readonly conversationId: number;
  /** What stands in the editor. */
  readonly text: string;
  readonly replace: (text: string) => void;
}): {
  readonly post: EditedPost | undefined;
  readonly canSave: boolean;
  readonly isBusy: boolean;
  readonly save: () => void;
  readonly cancel: () => void;
} {
  const { conversationId, text } = options;
  const dispatch = useAppDispatch();
  const post = useAppSelector((state) => selectEditing(state, conversationId));
  const hasFiles = useAppSelector(
    (state) => post !== undefined && (selectMessage(state, post.messageId)?.attachments.length ?? 0) > 0,
  );
  const [isBusy, setBusy] = useState(false);
  const stash = useRef<string>(undefined);

  const swap = useEffectEvent((edited: EditedPost | undefined) => {
    if (edited !== undefined) {
      // From one post to the next: what stood there first is still what comes back.
      stash.current ??= text;
      options.replace(edited.text);
    } else if (stash.current !== undefined) {
      options.replace(stash.current);
      stash.current = undefined;
    }
  });
  useEffect(() => swap(post), [post]);
  const cancel = () => dispatch(editingEnded({ conversationId }));
  const leave = useEffectEvent(cancel);
  useEffect(() => () => void leave(), []);

  const canSave = post !== undefined && (text.trim() !== '' || hasFiles);
  const save = async () => {
    if (post === undefined || isBusy || !canSave) return;
    if (codePointsLeft(text) < 0) {
      dispatch(dialogOpened({ kind: 'message-too-long' }));
      return;
    }
    if (text.trim() === post.text.trim()) {
      cancel();
      return;
    }
    setBusy(true);
    await dispatch(saveEdit(conversationId, { messageId: post.messageId, text: text.trim() }));
    setBusy(false);
  };
  return { post, canSave, isBusy, save: () => void save(), cancel };
}
