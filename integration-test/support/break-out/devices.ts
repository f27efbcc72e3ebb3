import type { Attempts } from './attempt.ts';

/** Names of permissions that the page may be asked about. */
export const PERMISSIONS: readonly string[] = [
  'geolocation',
  'notifications',
  'camera',
  'microphone',
  'midi',
  'persistent-storage',
  'clipboard-read',
  'background-sync',
  'accelerometer',
  'gyroscope',
  'magnetometer',
  'ambient-light-sensor',
  'screen-wake-lock',
  'nfc',
  'display-capture',
  'idle-detection',
  'local-fonts',
  'window-management',
  'storage-access',
  'payment-handler',
];

/** What Chromium has and a messenger of our kind does not need, asked for as after a click. */
export const DEVICES: Attempts = {
  place: () =>
    new Promise((resolve) => {
      navigator.geolocation.getCurrentPosition(
        () => resolve(true),
        () => resolve(false),
      );
    }),
  notifications: () => Notification.requestPermission().then((state) => state === 'granted'),
  'a notification': () =>
    new Promise((resolve) => {
      const notification = new Notification('x');
      notification.onshow = () => resolve(true);
      notification.onerror = () => resolve(false);
    }),
  MIDI: () => navigator.requestMIDIAccess({ sysex: true }).then(() => true),
  camera: () => navigator.mediaDevices.getUserMedia({ video: true }).then(() => true),
  microphone: () => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => true),
  screen: () => navigator.mediaDevices.getDisplayMedia({ video: true }).then(() => true),
  'the screen by its name': () =>
    navigator.mediaDevices
      .getUserMedia({ video: { mandatory: { chromeMediaSource: 'desktop' } } as never })
      .then(() => true),
  'names of devices': () =>
    navigator.mediaDevices.enumerateDevices().then((all) => all.some(({ label }) => label !== '')),
  'reading the clipboard': () => navigator.clipboard.readText().then(() => true),
  'storage for ever': () => navigator.storage.persist(),
  'asked twice': () => navigator.storage.persisted(),
  USB: '() => navigator.usb.requestDevice({ filters: [] }).then(() => true)',
  HID: '() => navigator.hid.requestDevice({ filters: [] }).then((found) => found.length > 0)',
  'serial ports': '() => navigator.serial.requestPort({}).then(() => true)',
  Bluetooth: '() => navigator.bluetooth.requestDevice({ acceptAllDevices: true }).then(() => true)',
  'USB, known before': '() => navigator.usb.getDevices().then((found) => found.length > 0)',
  'HID, known before': '() => navigator.hid.getDevices().then((found) => found.length > 0)',
  'serial ports, known before': '() => navigator.serial.getPorts().then((found) => found.length > 0)',
  fonts: () =>
    (window as unknown as { queryLocalFonts: () => Promise<readonly unknown[]> })
      .queryLocalFonts()
      .then((fonts) => fonts.length > 0),
  'whether somebody is there': () =>
    (
      window as unknown as { IdleDetector: { requestPermission: () => Promise<string> } }
    ).IdleDetector.requestPermission().then((state) => state === 'granted'),
  'other screens': () =>
    (window as unknown as { getScreenDetails: () => Promise<unknown> }).getScreenDetails().then(() => true),
  'keys of the system': () =>
    (navigator as unknown as { keyboard: { lock: () => Promise<void> } }).keyboard.lock().then(() => true),
  'a key of a web site': () =>
    navigator.credentials
      .get({ publicKey: { challenge: new Uint8Array(16), timeout: 1_000 } })
      .then((credential) => credential !== null),
  'a payment': () =>
    new PaymentRequest([{ supportedMethods: 'https://example.com/pay' }], {
      total: { label: 'x', amount: { currency: 'EUR', value: '1' } },
    })
      .show()
      .then(() => true),
  'a window above all': () =>
    (
      window as unknown as { documentPictureInPicture: { requestWindow: () => Promise<unknown> } }
    ).documentPictureInPicture
      .requestWindow()
      .then(() => true),
};
