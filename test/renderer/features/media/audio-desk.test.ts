import { expect, test } from 'vitest';

import type { MessageView } from '../../../../src/ipc/index.ts';
import { AudioDesk, type Speaker } from '../../../../src/renderer/features/media/audio/audio-desk.ts';
import { nextSound } from '../../../../src/renderer/features/media/audio/use-autoplay.ts';

/** A speaker without sound: it does what it is told and says so, as the element of a browser does. */
function silentSpeaker() {
  const target = new EventTarget();
  const tell = (type: string) => target.dispatchEvent(new Event(type));
  const speaker = {
    src: '',
    currentTime: 0,
    duration: NaN,
    playbackRate: 1,
    addEventListener: target.addEventListener.bind(target) as Speaker['addEventListener'],
    removeAttribute: () => undefined,
    play: async () => void tell('play'),
    pause: () => void tell('pause'),
  } satisfies Speaker;
  const goOn = (atS: number) => {
    speaker.currentTime = atS;
    tell('timeupdate');
  };
  return { speaker, tell, goOn };
}

test('one sound plays at a time, and each goes on where it was left', () => {
  const { speaker, goOn } = silentSpeaker();
  const desk = new AudioDesk(speaker);
  desk.play(1, 'one');
  goOn(3);
  desk.play(2, 'two');
  expect(desk.stateOf(1)).toMatchObject({ isPlaying: false, atS: 3 });
  expect(desk.stateOf(2)).toMatchObject({ isPlaying: true, atS: 0 });
  desk.play(1, 'one');
  expect(speaker).toMatchObject({ src: 'one', currentTime: 3 });
  expect(desk.stateOf(2).isPlaying).toBe(false);
});

test('a place that was chosen while it stands still is where it begins', () => {
  const { speaker } = silentSpeaker();
  const desk = new AudioDesk(speaker);
  desk.seek(7, 12);
  desk.play(7, 'seven');
  expect(speaker.currentTime).toBe(12);
});

test('the speed goes round, and counts for every sound', () => {
  const { speaker } = silentSpeaker();
  const desk = new AudioDesk(speaker);
  desk.nextRate();
  desk.play(1, 'one');
  expect(speaker.playbackRate).toBe(1.5);
  desk.nextRate();
  expect(speaker.playbackRate).toBe(2);
  desk.nextRate();
  expect(desk.rate).toBe(1);
});

test('at its end a sound is at its beginning again, and somebody may play the next', () => {
  const { speaker, tell, goOn } = silentSpeaker();
  const desk = new AudioDesk(speaker);
  const ended: number[] = [];
  desk.onEnd((id) => ended.push(id));
  desk.play(1, 'one');
  goOn(5);
  tell('ended');
  expect(desk.stateOf(1)).toMatchObject({ isPlaying: false, atS: 0 });
  expect(ended).toEqual([1]);
});

test('a file that cannot be played says so, and may be tried again', () => {
  const { speaker, tell } = silentSpeaker();
  const desk = new AudioDesk(speaker);
  desk.play(1, 'one');
  tell('error');
  expect(desk.stateOf(1).hasFailed).toBe(true);
  desk.play(2, 'two');
  desk.play(1, 'one');
  expect(desk.stateOf(1).hasFailed).toBe(false);
});

test('MED-05: after a sound comes the next one of the same person, and nothing after their last', () => {
  const sound = (id: number, authorId: string): MessageView => ({
    id,
    conversationId: 1,
    authorId,
    direction: 'incoming',
    text: '',
    sentAtMs: id,
    receivedAtMs: id,
    state: 'received',
    synced: true,
    kind: 'text',
    reactions: [],
    attachments: [{ id: id * 10, contentType: 'audio/aac', isVoiceMessage: true, state: 'ready' }],
  });
  const messages = [
    sound(1, 'bob'),
    sound(2, 'alice'),
    sound(3, 'bob'),
    { ...sound(4, 'bob'), attachments: [] },
  ];
  expect(nextSound(messages, 10)).toBe(30);
  expect(nextSound(messages, 20)).toBeUndefined();
  // What they wrote between two sounds is to be read first.
  expect(nextSound([...messages, sound(5, 'bob')], 30)).toBeUndefined();
  expect(nextSound(messages, 99)).toBeUndefined();
});
