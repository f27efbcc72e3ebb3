import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';

import { ZOOM, zoomStep } from '../../../ipc/themes.ts';
import { api } from '../../app/api.ts';
import { useAppSelector } from '../../app/hooks.ts';
import { selectSettings } from '../../app/session-slice.ts';
import { useCatalogue } from '../../app/text/text-context.ts';
import { cx, IconButton, Slider } from '../../ui/index.ts';
import styles from './zoom-row.module.css';

/** How large everything is. The slider takes effect when it is let go, for it would run away from the pointer otherwise. */
export function ZoomRow() {
  const { text: t, locale } = useCatalogue();
  const percent = useAppSelector((state) => selectSettings(state)?.zoomPercent ?? ZOOM.initial);
  const [dragged, setDragged] = useState<number>();
  const [changeSettings] = api.useChangeSettingsMutation();
  const shown = dragged ?? percent;
  const words = new Intl.NumberFormat(locale, { style: 'percent' }).format(shown / 100);
  const zoomTo = (zoomPercent: number) => {
    setDragged(undefined);
    if (zoomPercent !== percent) void changeSettings({ zoomPercent });
  };
  return (
    <div className={cx(styles.row)} data-testid="zoom-factor-settings-row">
      <span className={cx(styles.words)}>
        <span data-testid="zoom-factor-settings-text">{t('appearanceZoom')}</span>
        <output className={cx(styles.value)} data-testid="zoom-factor-settings-sub-text">
          {words}
        </output>
      </span>
      <span className={cx(styles.controls)}>
        <IconButton
          size="small"
          label={t('appearanceZoomOut')}
          icon={<Minus size={16} aria-hidden />}
          isDisabled={shown <= ZOOM.min}
          onPress={() => zoomTo(zoomStep(percent, 'out'))}
        />
        <Slider
          label={t('appearanceZoom')}
          value={shown}
          min={ZOOM.min}
          max={ZOOM.max}
          step={ZOOM.step}
          valueText={words}
          onChange={setDragged}
          onChangeEnd={zoomTo}
          testId="zoom-factor-settings-slider"
        />
        <IconButton
          size="small"
          label={t('appearanceZoomIn')}
          icon={<Plus size={16} aria-hidden />}
          isDisabled={shown >= ZOOM.max}
          onPress={() => zoomTo(zoomStep(percent, 'in'))}
        />
      </span>
    </div>
  );
}
