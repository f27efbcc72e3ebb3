import type { AttachmentView } from '../../../ipc/index.ts';

/** How a file is shown. */
export type AttachmentKind = 'picture' | 'video' | 'audio' | 'file';

type Described = Pick<AttachmentView, 'contentType' | 'fileName'>;

/** Pictures that browsers show and that cannot hold a script; what a file really is decides who serves it. */
const PICTURES = [
  'image/png',
  'image/apng',
  'image/jpeg',
  'image/jpg',
  'image/gif',
  'image/webp',
  'image/avif',
];

/** Extensions that an operating system may run, or hand to a program that does. */
const DANGEROUS = new Set(
  (
    'apk app appimage application bat bin cmd com command cpl deb desktop dll dmg docm exe gadget hta htm html img inf ' +
    'iso jar js jse lnk mobileconfig msc msi msix msp mst pif pkg potm ppsm pptm ps1 py reg rpm run scr sct sh svg ' +
    'swf url vb vbe vbs vhd vhdx webloc workflow wsf wsh xhtml xlam xlsm xltm'
  ).split(' '),
);

/** Extensions of files that have no name. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/jpg': 'jpg',
  'image/apng': 'png',
  'video/quicktime': 'mov',
  'video/x-matroska': 'mkv',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'audio/x-wav': 'wav',
  'text/plain': 'txt',
};

export function attachmentKind({ contentType }: Pick<AttachmentView, 'contentType'>): AttachmentKind {
  const type = contentType.toLowerCase().split(';')[0]?.trim() ?? '';
  if (PICTURES.includes(type)) return 'picture';
  if (type.startsWith('video/')) return 'video';
  return type.startsWith('audio/') ? 'audio' : 'file';
}

/** Whether it may move. */
export function mayBeAnimated({ contentType }: Pick<AttachmentView, 'contentType'>): boolean {
  return /^image\/(?:gif|webp|apng|avif)$/iu.test(contentType);
}

/** Whether opening it may run something, under the name that it would be saved with. */
export function isDangerous(attachment: Described): boolean {
  const extension = /\.([^.]+?)[\s.]*$/u.exec(savedName(attachment, 0))?.[1]?.toLowerCase();
  return extension !== undefined && DANGEROUS.has(extension);
}

/** The name under which a file is saved; one without a name is named after the time of its message. Spec 08, MED-07. */
export function savedName(attachment: Described, sentAtMs: number): string {
  if (attachment.fileName !== undefined && attachment.fileName !== '') return attachment.fileName;
  const two = (number: number) => String(number).padStart(2, '0');
  const time = new Date(sentAtMs);
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  const hour = [time.getHours(), time.getMinutes(), time.getSeconds()].map(two).join('');
  return `attachment-${day}-${hour}.${extensionOf(attachment.contentType)}`;
}

function extensionOf(contentType: string): string {
  const type = contentType.toLowerCase();
  const known = EXTENSIONS[type];
  if (known !== undefined) return known;
  const subtype = /^[a-z]+\/([a-z0-9]{1,8})$/u.exec(type)?.[1];
  return subtype ?? 'bin';
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size as people read it: "812 byte", "1.4 MB". */
export function sizeText(bytes: number, locale: string): string {
  const power = bytes < 1_000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(bytes / 1_000 ** power);
}

/** Minutes and seconds, and hours where there are any: "0:07", "12:30", "1:02:03". */
export function durationText(seconds: number): string {
  const whole = Number.isFinite(seconds) ? Math.max(0, Math.floor(seconds)) : 0;
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  const end = String(rest).padStart(2, '0');
  return hours === 0 ? `${minutes}:${end}` : `${hours}:${String(minutes).padStart(2, '0')}:${end}`;
}
