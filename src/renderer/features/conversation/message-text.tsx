import { Fragment, useLayoutEffect, useMemo, useRef, useState } from 'react';

import { useAppDispatch, useAppSelector } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { selectPerson } from '../groups/people-slice.ts';
import { useAuthorName, useOpenConversation } from './conversation-context.ts';
import { CodeBlock } from './code-block.tsx';
import { type FormattedPart, formattedParts } from './message-formatting.ts';
import { textParts } from './message-text-model.ts';
import styles from './message-text.module.css';
import { useOpenUrl } from './use-open-url.ts';
import { useIsFormatted } from './use-words.ts';

/** Text shorter than this, in few lines, cannot reach the 25 lines after which a bubble is folded. */
const SHORT = 400;
const FEW_LINES = 20;

/** The words of a message: text only, with links that ask before they open, folded when long. Spec 08, CNV-05 and CNV-07. */
export function MessageText(props: {
  readonly text: string;
  readonly isUnfolded: boolean;
  readonly onUnfold: () => void;
}) {
  const t = useText();
  const body = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  const isFormatted = useIsFormatted();
  const parts = useMemo(
    () => (isFormatted ? formattedParts(props.text) : textParts(props.text)),
    [isFormatted, props.text],
  );
  const mayBeLong = props.text.length > SHORT || props.text.split('\n', FEW_LINES + 1).length > FEW_LINES;
  const isFolded = mayBeLong && !props.isUnfolded;

  useLayoutEffect(() => {
    const element = body.current;
    if (element && isFolded) setCut(element.scrollHeight > element.clientHeight + 1);
  }, [isFolded, props.text]);

  return (
    <>
      <div ref={body} className={cx(styles.text, isFolded && styles.folded)} dir="auto">
        {parts.map((part, index) => (
          <Part key={index} part={part} />
        ))}
      </div>
      {isFolded && isCut && (
        <button type="button" className={cx(styles.more)} onClick={props.onUnfold}>
          {t('readMoreCapital')}
        </button>
      )}
    </>
  );
}

const EMPHASIS = { bold: 'strong', italic: 'em', strike: 's' } as const;

function Part({ part }: { readonly part: FormattedPart }) {
  switch (part.kind) {
    case 'text':
      return <Fragment>{part.text}</Fragment>;
    case 'link':
      return <Link url={part.text} />;
    case 'mention':
      return <Mention accountId={part.accountId} />;
    case 'code':
      return part.isBlock ? (
        <CodeBlock text={part.text} />
      ) : (
        <code className={cx(styles.code)}>{part.text}</code>
      );
    case 'emphasis': {
      const Emphasis = EMPHASIS[part.emphasis];
      return (
        <Emphasis>
          {part.parts.map((inner, index) => (
            <Part key={index} part={inner} />
          ))}
        </Emphasis>
      );
    }
  }
}

function Link({ url }: { readonly url: string }) {
  const openUrl = useOpenUrl();
  return (
    <a
      className={cx(styles.link)}
      href={url}
      onClick={(event) => {
        event.preventDefault();
        openUrl(url);
      }}
      onAuxClick={(event) => event.preventDefault()}
      onDragStart={(event) => event.preventDefault()}
    >
      {url}
    </a>
  );
}

/** Somebody who is named; leads to who they are. Spec 08, CMP-05 and CST-09. */
function Mention({ accountId }: { readonly accountId: string }) {
  const dispatch = useAppDispatch();
  const nameOf = useAuthorName();
  const { ownId, conversation } = useOpenConversation();
  const person = useAppSelector((state) => selectPerson(state, accountId));
  const words = (
    <>
      @<bdi>{nameOf(accountId)}</bdi>
    </>
  );
  if (accountId === ownId || person?.isUs === true)
    return <span className={cx(styles.mention, styles.own)}>{words}</span>;
  const from = conversation.kind === 'community' ? { conversationId: conversation.id } : {};
  return (
    <button
      type="button"
      className={cx(styles.mention, styles.person)}
      onClick={() => dispatch(dialogOpened({ kind: 'user-profile', accountId, ...from }))}
    >
      {words}
    </button>
  );
}
