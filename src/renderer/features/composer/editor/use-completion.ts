import { type KeyboardEvent, useEffect, useEffectEvent, useMemo, useState } from 'react';

import { completeShortcode, inTone, useEmojiHabits, useEmojiSet } from '../../emoji/index.ts';
import { type Trigger, triggerIn } from './completion.ts';
import { matchingCandidates, type MentionCandidates } from './mention-candidates.ts';

/** One line of the list. */
export interface Suggestion {
  readonly key: string;
  readonly icon: { readonly emoji: string } | { readonly accountId: string; readonly picture?: number };
  /** Of an emoji its shortcode with colons, of a person the name. */
  readonly label: string;
  /** What takes the place of what was typed. */
  readonly insert: string;
  readonly name: string;
}

const MOST_SHOWN = 8;

export interface Completion {
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly setActive: (index: number) => void;
  readonly choose: (suggestion: Suggestion) => void;
  /** True when the key was meant for the list. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
}

/** Offers people after `@` and emoji after `:`, for what stands before the caret. Spec 08, CMP-05 and CMP-06. */
export function useCompletion(options: {
  readonly before: string | undefined;
  readonly candidates: MentionCandidates;
  readonly onChoose: (choice: { readonly text: string; readonly replacing: number }) => void;
}): Completion {
  const { before, candidates } = options;
  const trigger = useMemo(() => (before === undefined ? undefined : triggerIn(before)), [before]);
  /** Where a word was whose list was closed: it stays closed until another word. */
  const start = before === undefined || trigger === undefined ? undefined : startOf(before, trigger);
  const [dismissed, setDismissed] = useState<string>();
  const [chosen, setChosen] = useState<{ readonly before: string | undefined; readonly index: number }>();
  const emoji = useEmojiSuggestions(trigger);
  const people = useMemo(
    () => (trigger?.kind === 'mention' ? peopleFor(candidates, trigger.query) : []),
    [candidates, trigger],
  );
  if (start === undefined && dismissed !== undefined) setDismissed(undefined);
  const isOpen = start !== undefined && start !== dismissed;
  const suggestions = isOpen ? (trigger?.kind === 'mention' ? people : emoji) : NONE;
  const active = chosen?.before === before ? (chosen?.index ?? 0) : 0;
  const setActive = (index: number) => setChosen({ before, index });

  const choose = (suggestion: Suggestion) => {
    if (trigger === undefined) return;
    options.onChoose({ text: suggestion.insert, replacing: trigger.length });
  };
  const dismiss = useEffectEvent(() => setDismissed(start));
  const isShown = suggestions.length > 0;
  useEffect(() => {
    if (!isShown) return undefined;
    // Any click closes it, also one into the editor; one on the list has been taken by then.
    const onPointerDown = (event: PointerEvent) => {
      if (!(event.target instanceof Element && event.target.closest('[data-testid="mentions-container"]')))
        dismiss();
    };
    document.addEventListener('pointerdown', onPointerDown, true);
    return () => document.removeEventListener('pointerdown', onPointerDown, true);
  }, [isShown]);

  return {
    suggestions,
    active,
    setActive,
    choose,
    onKeyDown: (event) => {
      if (!isShown || event.nativeEvent.isComposing || event.altKey || event.ctrlKey || event.metaKey)
        return false;
      const current = suggestions[active];
      const count = suggestions.length;
      if (event.key === 'ArrowDown') setActive((active + 1) % count);
      else if (event.key === 'ArrowUp') setActive((active + count - 1) % count);
      else if (event.key === 'Escape') setDismissed(start);
      else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && current !== undefined)
        choose(current);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

const NONE: readonly Suggestion[] = [];

function startOf(before: string, { length, kind }: Trigger): string {
  return `${kind} ${before.slice(0, before.length - length)}`;
}

function peopleFor(candidates: MentionCandidates, query: string): readonly Suggestion[] {
  return matchingCandidates(candidates, query)
    .slice(0, MOST_SHOWN)
    .map(({ accountId, name, label, picture }) => ({
      key: accountId,
      icon: { accountId, ...(picture === undefined ? {} : { picture }) },
      name,
      label: label ?? name,
      insert: `@${accountId} `,
    }));
}

function useEmojiSuggestions(trigger: Trigger | undefined): readonly Suggestion[] {
  const isWanted = trigger?.kind === 'emoji';
  const set = useEmojiSet(isWanted);
  const { skinTone } = useEmojiHabits();
  const query = isWanted ? trigger.query.toLowerCase() : '';
  return useMemo(() => {
    if (set === undefined || query === '') return NONE;
    return completeShortcode(set, query)
      .slice(0, MOST_SHOWN)
      .map(({ emoji, shortcode }) => {
        const form = inTone(emoji, skinTone);
        return {
          key: emoji.emoji,
          icon: { emoji: form },
          name: emoji.name,
          label: `:${shortcode}:`,
          insert: `${form} `,
        };
      });
  }, [set, query, skinTone]);
}
