import { useLayoutEffect, useMemo, useRef, useState } from 'react';

import { useAppDispatch } from '../../app/hooks.ts';
import { useText } from '../../app/text/text-context.ts';
import { cx } from '../../ui/index.ts';
import { dialogOpened } from '../dialogs/dialogs-slice.ts';
import { textParts } from './message-text-model.ts';
import styles from './message-text.module.css';

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
  const dispatch = useAppDispatch();
  const body = useRef<HTMLDivElement>(null);
  const [isCut, setCut] = useState(false);
  const parts = useMemo(() => textParts(props.text), [props.text]);
  const mayBeLong = props.text.length > SHORT || props.text.split('\n', FEW_LINES + 1).length > FEW_LINES;
  const isFolded = mayBeLong && !props.isUnfolded;

  useLayoutEffect(() => {
    const element = body.current;
    if (element && isFolded) setCut(element.scrollHeight > element.clientHeight + 1);
  }, [isFolded, props.text]);

  return (
    <>
      <div ref={body} className={cx(styles.text, isFolded && styles.folded)} dir="auto">
        {parts.map((part, index) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            <a
              key={index}
              className={cx(styles.link)}
              href={part.text}
              onClick={(event) => {
                event.preventDefault();
                dispatch(dialogOpened({ kind: 'open-url', url: part.text }));
              }}
              onAuxClick={(event) => event.preventDefault()}
              onDragStart={(event) => event.preventDefault()}
            >
              {part.text}
            </a>
          ),
        )}
      </div>
      {isFolded && isCut && (
        <button type="button" className={cx(styles.more)} onClick={props.onUnfold}>
          {t('readMoreCapital')}
        </button>
      )}
    </>
  );
}
