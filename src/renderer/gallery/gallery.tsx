import { I18nProvider } from 'react-aria-components';

import { ACCENT_CHOICES, THEMES } from '../../ipc/themes.ts';
import { cx, Mark, SegmentedControl, Select } from '../ui/index.ts';
import { Choices } from './choices.tsx';
import { Controls } from './controls.tsx';
import { Feedback } from './feedback.tsx';
import styles from './gallery.module.css';
import { DIRECTIONS, useLook } from './look.ts';
import { Marks } from './marks.tsx';
import { Overlays } from './overlays.tsx';
import { Palette } from './palette.tsx';

/** Every part of the design system in every state. */
export function Gallery() {
  const [look, change] = useLook();
  return (
    <I18nProvider locale={look.direction === 'rtl' ? 'ar' : 'en'}>
      <div className={cx(styles.page)}>
        <header className={cx(styles.header)}>
          <Mark size={30} />
          <h1 className={cx(styles.title)}>Gallery</h1>
          <Select
            label="Theme"
            isLabelHidden
            value={look.theme}
            options={THEMES.map((theme) => ({ value: theme, label: theme }))}
            onChange={(theme) => change({ theme })}
          />
          <Select
            label="Accent"
            isLabelHidden
            value={look.accent}
            options={ACCENT_CHOICES.map((accent) => ({ value: accent, label: accent }))}
            onChange={(accent) => change({ accent })}
          />
          <div className={cx(styles.direction)}>
            <SegmentedControl
              label="Direction"
              value={look.direction}
              options={DIRECTIONS.map((direction) => ({ value: direction, label: direction }))}
              onChange={(direction) => change({ direction })}
            />
          </div>
        </header>
        <main className={cx(styles.sections)}>
          <Controls />
          <Choices />
          <Feedback />
          <Marks />
          <Overlays />
          <Palette />
        </main>
      </div>
    </I18nProvider>
  );
}
