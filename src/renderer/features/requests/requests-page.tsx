import { useAppDispatch } from '../../app/hooks.ts';
import { cx } from '../../ui/index.ts';
import { openConversation } from '../conversation/conversation-thunks.ts';
import { dialogClosed } from '../dialogs/dialogs-slice.ts';
import { RequestList } from './request-list.tsx';
import styles from './requests-page.module.css';

/** The requests as a page of the settings. Spec 08, SET-12. */
export function RequestsPage() {
  const dispatch = useAppDispatch();
  const open = (id: number) => {
    dispatch(dialogClosed());
    void dispatch(openConversation(id));
  };
  return (
    <div className={cx(styles.page)}>
      <RequestList onOpen={open} />
    </div>
  );
}
