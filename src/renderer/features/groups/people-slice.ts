import { createSlice } from '@reduxjs/toolkit';

import type { AppEvent, ConversationView, MessageView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { eventsReceived } from '../../app/events.ts';

/** Somebody who is, or was, in a group with us. */
export interface Person {
  readonly name: string;
  /** As in views: another number is another picture. */
  readonly picture?: number;
}

export interface PeopleState {
  /** By Account ID; nobody without a name. */
  byId: Record<string, Person>;
}

const initialState: PeopleState = { byId: {} };

/** Changes the draft of the state, and only where something is different: whoever reads it is rendered with every change. */
function takePerson(state: PeopleState, id: string, { name, picture }: Person): void {
  if (name === '') return;
  const known = state.byId[id];
  if (known?.name === name && known.picture === picture) return;
  state.byId[id] = { name, ...(picture === undefined ? {} : { picture }) };
}

/** Only the name is known. */
function takeName(state: PeopleState, id: string, name: string): void {
  takePerson(state, id, { ...state.byId[id], name });
}

type Peopled = Pick<MessageView, 'authorId' | 'author' | 'people'>;

function takeMessage(state: PeopleState, { authorId, author, people = {} }: Peopled): void {
  if (author !== undefined) takePerson(state, authorId, author);
  for (const [id, name] of Object.entries(people)) takeName(state, id, name);
}

function takeConversation(state: PeopleState, conversation: ConversationView): void {
  const { kind, peerId, name, nickname, picture, members, lastMessage } = conversation;
  const person = { name: nickname || name, ...(picture === undefined ? {} : { picture }) };
  if (kind === 'contact' && state.byId[peerId] !== undefined) takePerson(state, peerId, person);
  for (const { accountId, ...face } of members?.faces ?? []) takePerson(state, accountId, face);
  if (kind === 'group' && lastMessage !== undefined) takeMessage(state, lastMessage);
}

function takeEvent(state: PeopleState, event: AppEvent): void {
  switch (event.type) {
    case 'conversation':
      takeConversation(state, event.conversation);
      return;
    case 'message':
      takeMessage(state, event.message);
      return;
    case 'messages':
      for (const message of event.messages) takeMessage(state, message);
      return;
    case 'status':
      if (event.status.phase === 'no-account') state.byId = {};
      return;
    default:
      return;
  }
}

/** What those are called whom groups have brought: authors, members, and people whom lines and messages name. */
export const peopleSlice = createSlice({
  name: 'people',
  initialState,
  reducers: {},
  extraReducers: (builder) => {
    builder
      .addCase(eventsReceived, (state, { payload }) => {
        for (const event of payload) takeEvent(state, event);
      })
      .addMatcher(api.endpoints.messagePage.matchFulfilled, (state, { payload }) => {
        for (const message of payload.messages) takeMessage(state, message);
      })
      .addMatcher(api.endpoints.conversations.matchFulfilled, (state, { payload }) => {
        for (const conversation of payload) takeConversation(state, conversation);
      })
      .addMatcher(api.endpoints.group.matchFulfilled, (state, { payload }) => {
        for (const { accountId, name, picture } of payload.members)
          takePerson(state, accountId, { name, ...(picture === undefined ? {} : { picture }) });
      });
  },
  selectors: {
    selectPeople: (state): Readonly<Record<string, Person>> => state.byId,
    selectPerson: (state, id: string): Person | undefined => state.byId[id],
  },
});

export const { selectPeople, selectPerson } = peopleSlice.selectors;
