import { Plus } from 'lucide-react';
import { useRef } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx, IconButton } from '../../ui/index.ts';
import { OfflineBanner } from '../network/offline-banner.tsx';
import { RequestsBanner } from '../requests/requests-banner.tsx';
import { SearchBar } from '../search/search-bar.tsx';
import { SearchResults, type SearchResultsHandle } from '../search/search-results.tsx';
import { selectIsSearching } from '../search/search-slice.ts';
import { overlayShown } from '../shell/navigation-slice.ts';
import { UpdateBanner } from '../updates/update-banner.tsx';
import { ConversationList } from './conversation-list.tsx';
import { selectConversationIds, selectIsListLoaded } from './conversations-slice.ts';
import styles from './list-column.module.css';
import { ListFilters } from './list-filters.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { RecoveryBanner } from './recovery-banner.tsx';
import { Welcome } from './welcome.tsx';

/** The conversations with their header, or what was found in them. Spec 08, LST-02. */
export function ListColumn({ isEmptyShownHere }: { readonly isEmptyShownHere: boolean }) {
  const isSearching = useAppSelector(selectIsSearching);
  const input = useRef<HTMLInputElement>(null);
  const results = useRef<SearchResultsHandle>(null);
  return (
    <>
      <Header />
      <SearchBar inputRef={input} results={results} />
      <OfflineBanner />
      <UpdateBanner />
      {isSearching ? (
        <SearchResults ref={results} onLeave={() => input.current?.focus()} />
      ) : (
        <Conversations isEmptyShownHere={isEmptyShownHere} />
      )}
    </>
  );
}

function Header() {
  const t = useText();
  const dispatch = useAppDispatch();
  return (
    <header className={cx(styles.header)}>
      <h1 className={cx(styles.title)}>{t('conversations')}</h1>
      <span className={cx(styles.spring)} />
      <IconButton
        variant="accent"
        label={t('startConversation')}
        icon={<Plus size={21} aria-hidden />}
        onPress={() => dispatch(overlayShown('chooser'))}
        testId="new-conversation-button"
      />
    </header>
  );
}

function Conversations({ isEmptyShownHere }: { readonly isEmptyShownHere: boolean }) {
  const isLoaded = useAppSelector(selectIsListLoaded);
  const isEmpty = useAppSelector((state) => selectConversationIds(state).length === 0);
  if (!isLoaded) return <ListSkeleton />;
  return (
    <>
      <RecoveryBanner />
      <RequestsBanner />
      <ListFilters />
      {isEmpty ? isEmptyShownHere && <Welcome /> : <ConversationList />}
    </>
  );
}
