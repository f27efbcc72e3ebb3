import { type NativeImage, Menu, Tray, nativeImage } from 'electron';

import type { TrayDesktop } from './tray.ts';
import { type PictureSize, withUnreadDot } from './unread-dot.ts';

/** macOS and Windows scale what is larger than their bar badly. */
const BAR_PX = process.platform === 'darwin' || process.platform === 'win32' ? 16 : 22;

/** The icons of the operating system's bar. `picture` is a file of the bundle. */
export function electronTray(picture: string): TrayDesktop {
  return {
    create: (onClick) => {
      const original = nativeImage.createFromPath(picture);
      const plain = barIcon(original, (pixels) => pixels);
      const unread = barIcon(original, withUnreadDot);
      const tray = new Tray(plain);
      tray.on('click', onClick);
      return {
        update: ({ tooltip, isUnread, items }) => {
          tray.setImage(isUnread ? unread : plain);
          tray.setToolTip(tooltip);
          // A Linux bar shows a menu as it was when it was given.
          tray.setContextMenu(Menu.buildFromTemplate(items.map(({ label, run }) => ({ label, click: run }))));
        },
        remove: () => tray.destroy(),
      };
    },
  };
}

/** Windows shows it on the button of the taskbar. */
export function unreadOverlay(): NativeImage {
  const size = { width: BAR_PX, height: BAR_PX };
  const empty = new Uint8Array(BAR_PX * BAR_PX * 4);
  return nativeImage.createFromBitmap(Buffer.from(withUnreadDot(empty, size)), size);
}

/** In the size of the bar, once more for screens with twice the pixels. */
function barIcon(
  original: NativeImage,
  draw: (pixels: Uint8Array, size: PictureSize) => Uint8Array,
): NativeImage {
  const icon = nativeImage.createEmpty();
  for (const scaleFactor of [1, 2]) {
    const size = { width: BAR_PX * scaleFactor, height: BAR_PX * scaleFactor };
    const pixels = original.resize({ ...size, quality: 'best' }).toBitmap();
    icon.addRepresentation({ ...size, scaleFactor, buffer: Buffer.from(draw(pixels, size)) });
  }
  return icon;
}
