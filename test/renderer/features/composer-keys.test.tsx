// @vitest-environment happy-dom
import { act, fireEvent, waitFor } from '@testing-library/react';
import { describe, expect, test, vi } from 'vitest';

import type { ComposerTools } from '../../../src/renderer/features/composer/composer-tools.ts';
import type {
  RecordingListener,
  VoiceRecorder,
} from '../../../src/renderer/features/voice-recorder/index.ts';
import { renderApp } from '../support/render-app.tsx';

vi.stubGlobal(
  'URL',
  Object.assign(URL, { createObjectURL: () => 'blob:still', revokeObjectURL: () => undefined }),
);

async function openBob(composing: Partial<ComposerTools> = {}) {
  const app = await renderApp(
    { conversations: [{ id: 1, name: 'Bob', lastActiveMs: 5_000 }], settings: { microphone: true } },
    composing,
  );
  await app.openConversation('Bob');
  return { ...app, sent: () => app.fake.callsTo('messages:send') };
}

test('KEY-05: Ctrl+U asks for files, unless a dialog is open', async () => {
  const app = await openBob();
  const input = document.querySelector<HTMLInputElement>('input[type=file][multiple]')!;
  const asked = vi.spyOn(input, 'click').mockImplementation(() => undefined);
  await app.user.keyboard('{Control>}u{/Control}');
  expect(asked).toHaveBeenCalledTimes(1);
  await app.user.keyboard('{Control>},{/Control}');
  await app.find('modal-close-button');
  await app.user.keyboard('{Control>}u{/Control}');
  expect(asked).toHaveBeenCalledTimes(1);
});

test('CMP-08: a film shows a still of itself, and how long it is', async () => {
  const facts = { width: 640, height: 360, durationMs: 83_000 };
  const app = await openBob({
    pictures: {
      prepare: async (_, { type }) => ({
        bytes: Uint8Array.of(1),
        contentType: type,
        ...facts,
        isAnimated: false,
      }),
    },
    readVideo: async () => ({ ...facts, still: new Blob(['still']) }),
  });
  // The box of a file that begins as films do.
  const bytes = Uint8Array.from([0, 0, 0, 16, ...new TextEncoder().encode('ftypisom'), 0, 0, 0, 0]);
  await act(async () => {
    const input = document.querySelector<HTMLInputElement>('input[type=file][multiple]')!;
    const files = [new File([bytes], 'sea.mp4', { type: 'video/mp4' })];
    Object.defineProperty(input, 'files', { configurable: true, value: files });
    fireEvent.change(input);
  });
  const tile = await app.find('staged-attachment');
  await waitFor(() => expect(tile.getAttribute('aria-busy')).toBe('false'));
  expect(tile.querySelector('img')?.getAttribute('src')).toBe('blob:still');
  expect(tile.textContent).toContain('1:23');
});

describe('KEY-09: while recording', () => {
  const startRecording = async () => {
    let listener: RecordingListener | undefined;
    const calls: string[] = [];
    const recorder: VoiceRecorder = {
      start: async (heard) => {
        listener = heard;
        return {
          pause: () => calls.push('pause'),
          resume: () => calls.push('resume'),
          discard: () => calls.push('discard'),
          finish: async () => new Blob([Uint8Array.of(0xff, 0xfb)]),
        };
      },
    };
    const app = await openBob({ recorder });
    await app.click('microphone-button');
    const bar = await app.find('voice-recording');
    await waitFor(() => expect(bar.getAttribute('data-state')).toBe('recording'));
    await act(async () => listener?.onLevel(0.5, 2_500));
    await waitFor(() => expect(document.activeElement).toBe(bar));
    return { ...app, bar, calls };
  };

  test('Enter ends, and Enter again sends', async () => {
    const app = await startRecording();
    await app.user.keyboard('{Enter}');
    await waitFor(() => expect(app.bar.getAttribute('data-state')).toBe('ready'));
    expect(app.sent()).toEqual([]);
    await app.user.keyboard('{Enter}');
    await app.gone('voice-recording');
    expect(app.sent()).toMatchObject([{ attachments: [{ isVoiceMessage: true }] }]);
  });

  test('Delete discards', async () => {
    const app = await startRecording();
    await app.user.keyboard('{Delete}');
    await app.gone('voice-recording');
    expect(app.calls).toEqual(['discard']);
    expect(app.sent()).toEqual([]);
  });
});
