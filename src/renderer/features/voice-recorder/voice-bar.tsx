import { ArrowUp, Mic, Pause, Play, Square, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useRef } from 'react';

import { errorKey } from '../../app/error-text.ts';
import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton, Spinner } from '../../ui/index.ts';
import type { AttachmentRefusal } from '../composer/attachments/attachment-refusal.ts';
import { focusComposer } from '../composer/focus-composer.ts';
import { clock } from './clock.ts';
import { usePlayer } from './use-player.ts';
import styles from './voice-bar.module.css';
import { LONGEST_MS } from './voice-format.ts';
import type { VoiceDraft } from './voice-slice.ts';
import { discardVoice, endVoice, leaveVoice, pauseVoice, startVoice } from './voice-thunks.ts';
import { Waveform } from './waveform.tsx';

/** From here on the time is shown as running out. */
const SOON_OVER_MS = LONGEST_MS - 15_000;

/** A voice message that is recorded, or waits to be sent: takes the place of the editor. Spec 08, CMP-11. */
export function VoiceBar(props: {
  readonly conversationId: number;
  readonly draft: VoiceDraft;
  readonly onSend: () => void;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  const { conversationId, draft, onSend } = props;
  const bar = useRef<HTMLDivElement>(null);
  const player = usePlayer(draft.url);
  const isReady = draft.state === 'ready';
  const isPaused = draft.state === 'paused';
  const isGoingOn = draft.state === 'recording' || isPaused;

  useFocusHere(bar);
  const playOrPause = () => {
    if (isReady) player.toggle();
    else dispatch(pauseVoice(conversationId));
  };
  const end = () => void dispatch(endVoice(conversationId));
  const discard = () => dispatch(discardVoice(conversationId));
  useEscapeIn(bar, discard);
  const onKeyDown = (event: KeyboardEvent) => {
    const isOnButton = event.target !== bar.current;
    if (event.key === 'Delete') discard();
    else if (event.key === ' ' && !isOnButton) playOrPause();
    else if (event.key === 'Enter' && !isOnButton && isReady) onSend();
    else if (event.key === 'Enter' && !isOnButton) end();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const shownMs = isReady && player.positionMs > 0 ? player.positionMs : draft.elapsedMs;
  return (
    <div
      ref={bar}
      className={cx(styles.bar)}
      role="group"
      tabIndex={-1}
      aria-label={t(isReady ? 'voiceReady' : 'voiceRecording')}
      data-testid="voice-recording"
      data-state={draft.state}
      onKeyDown={onKeyDown}
    >
      <IconButton
        label={t('voiceDelete')}
        icon={<Trash2 size={18} aria-hidden />}
        onPress={discard}
        testId="discard-voice-message"
        tooltipSide="top"
      />
      <div className={cx(styles.box)}>
        {!isReady && (
          <span
            className={cx(styles.pulse, isPaused && styles.resting)}
            aria-hidden
            data-testid="recording-pulse"
          />
        )}
        <span
          className={cx(styles.time, draft.elapsedMs >= SOON_OVER_MS && !isReady && styles.soon)}
          role="timer"
          data-testid="recording-timer"
        >
          {clock(shownMs)}
        </span>
        <Waveform levels={draft.levels} isGoingOn={!isReady} played={player.played} />
        {(isGoingOn || isReady) && (
          <IconButton
            size="small"
            label={t(isReady ? (player.isPlaying ? 'pause' : 'play') : isPaused ? 'voiceResume' : 'pause')}
            icon={
              isReady ? (
                player.isPlaying ? (
                  <Pause size={17} aria-hidden />
                ) : (
                  <Play size={17} aria-hidden />
                )
              ) : isPaused ? (
                <Mic size={17} aria-hidden />
              ) : (
                <Pause size={17} aria-hidden />
              )
            }
            onPress={playOrPause}
            testId="voice-play-pause"
            tooltipSide="top"
          />
        )}
        {isGoingOn && (
          <IconButton
            size="small"
            label={t('voiceStop')}
            icon={<Square className={cx(styles.stop)} size={15} aria-hidden />}
            onPress={end}
            testId="end-voice-message"
            tooltipSide="top"
          />
        )}
        {draft.state === 'finishing' && <Spinner size={18} label={t('attachmentsPreparing')} />}
      </div>
      <IconButton
        variant="accent"
        label={t('messageSend')}
        icon={<ArrowUp size={20} strokeWidth={2.4} aria-hidden />}
        onPress={onSend}
        testId="send-message-button"
        tooltipSide="top"
      />
    </div>
  );
}

/** The keys are for the recording as long as there is one, and for the editor afterwards. */
function useFocusHere(bar: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    bar.current?.focus();
    return () => void focusComposer();
  }, [bar]);
}

/** Esc, before a tooltip takes it for itself; only while the focus is here, because what is discarded is gone. */
function useEscapeIn(bar: RefObject<HTMLElement | null>, onEscape: () => void): void {
  const handle = useEffectEvent(onEscape);
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const isHere = bar.current?.contains(document.activeElement) === true;
      if (event.key !== 'Escape' || !isHere) return;
      event.preventDefault();
      event.stopPropagation();
      handle();
    };
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, [bar]);
}

/** Begins a voice message. Stays with the conversation: leaving it ends recording and keeps what there is. */
export function MicrophoneButton({
  conversationId,
  refusal,
}: {
  readonly conversationId: number;
  /** Why none can be sent here. */
  readonly refusal: AttachmentRefusal | undefined;
}) {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <span className={cx(refusal !== undefined && styles.refusing)}>
      <IconButton
        variant="filled"
        label={t(refusal === undefined ? 'voiceRecord' : errorKey(refusal))}
        icon={<Mic size={19} aria-hidden />}
        onPress={() => void dispatch(startVoice(conversationId))}
        testId="microphone-button"
        tooltipSide="top"
      />
    </span>
  );
}

/** Keeps what is being recorded as a draft when the conversation is left. */
export function useVoiceLeft(conversationId: number): void {
  const dispatch = useAppDispatch();
  const leave = useEffectEvent(() => dispatch(leaveVoice(conversationId)));
  useEffect(() => () => void leave(), []);
}
