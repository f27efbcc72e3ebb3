import { createSlice, isAnyOf } from '@reduxjs/toolkit';

import type { AppEvent, ConversationView, MessageView, RoomPersonView } from '../../../ipc/index.ts';
import { api } from '../../app/api.ts';
import { eventsReceived } from '../../app/events.ts';

/** Somebody who is, or was, in a group or a room with us. */
export interface Person {
  readonly name: string;
  /** As in views: another number is another picture. */
  readonly picture?: number;
  /** Of a contact whom a room shows under another ID. */
  readonly accountId?: string;
  /** The room knows us by this ID. */
  readonly isUs?: true;
  /** They take no messages from people whom they know from rooms only. */
  readonly refusesRequests?: true;
}

export interface PeopleState {
  /** By Account ID or blinded ID; nobody without a name. */
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

/** Rooms say more of somebody than groups do. */
function takeRoomPerson(
  state: PeopleState,
  { id, name, picture, accountId, isUs, refusesRequests }: RoomPersonView,
): void {
  if (name === '') return;
  const person: Person = {
    name,
    ...(picture === undefined ? {} : { picture }),
    ...(accountId === undefined ? {} : { accountId }),
    ...(isUs ? { isUs } : {}),
    ...(refusesRequests === undefined ? {} : { refusesRequests }),
  };
  const known = state.byId[id];
  const isSame =
    known?.name === name &&
    known.picture === picture &&
    known.accountId === accountId &&
    known.isUs === person.isUs &&
    known.refusesRequests === refusesRequests;
  if (!isSame) state.byId[id] = person;
}

type Peopled = Pick<MessageView, 'authorId' | 'author' | 'people' | 'post'>;

function takeMessage(state: PeopleState, { authorId, author, people = {}, post }: Peopled): void {
  if (post !== undefined) {
    for (const person of [post.author, ...post.people]) takeRoomPerson(state, person);
    if (post.whisper?.to !== undefined) takeRoomPerson(state, post.whisper.to);
    return;
  }
  if (author !== undefined) takePerson(state, authorId, author);
  for (const [id, name] of Object.entries(people)) takeName(state, id, name);
}

function takeMissing(
  state: PeopleState,
  { authorId, author, people = {} }: Pick<MessageView, 'authorId' | 'author' | 'people'>,
): void {
  if (author !== undefined && state.byId[authorId] === undefined) takePerson(state, authorId, author);
  for (const [id, name] of Object.entries(people))
    if (state.byId[id] === undefined) takeName(state, id, name);
}

function takeConversation(state: PeopleState, conversation: ConversationView): void {
  const { kind, peerId, name, nickname, picture, members, lastMessage } = conversation;
  const person = { name: nickname || name, ...(picture === undefined ? {} : { picture }) };
  if (kind === 'contact' && state.byId[peerId] !== undefined) takePerson(state, peerId, person);
  for (const { accountId, ...face } of members?.faces ?? []) takePerson(state, accountId, face);
  if (kind === 'group' && lastMessage !== undefined) takeMessage(state, lastMessage);
  // Not over what is known of them already: the list says no more than their names.
  if (kind === 'community' && lastMessage !== undefined) takeMissing(state, lastMessage);
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

/** What those are called whom groups and rooms have brought: authors, members, and people whom lines and messages name. */
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
      .addMatcher(api.endpoints.community.matchFulfilled, (state, { payload }) => {
        for (const person of payload.moderators) takeRoomPerson(state, person);
        for (const { message, pinnedBy, words } of payload.pinned) {
          if (words !== undefined) takeRoomPerson(state, words.author);
          if (pinnedBy !== undefined) takeRoomPerson(state, pinnedBy);
          if (message !== undefined) takeMessage(state, message);
        }
      })
      .addMatcher(
        isAnyOf(api.endpoints.communityPeople.matchFulfilled, api.endpoints.postReactors.matchFulfilled),
        (state, { payload }: { readonly payload: readonly RoomPersonView[] }) => {
          for (const person of payload) takeRoomPerson(state, person);
        },
      )
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
