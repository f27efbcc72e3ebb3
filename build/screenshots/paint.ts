import type { Page } from 'playwright-core';

/** What is painted for people of the demo: three landscapes, and faces. */
export type Scene = 'lake' | 'forest' | 'cabin' | 'mira' | 'papa' | 'yuki' | 'lena';

export interface Painting {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Paints in the page of a window: no file of anybody has to lie in the repository. */
export async function paint(page: Page, scene: Scene): Promise<Painting> {
  const isFace = ['mira', 'papa', 'yuki', 'lena'].includes(scene);
  const size = isFace ? { width: 320, height: 320 } : { width: 960, height: 640 };
  const url = await page.evaluate(paintHere, { scene, ...size });
  const bytes = Uint8Array.from(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  return { bytes, ...size };
}

/** Runs in the page, so it brings all that it needs. The result is a JPEG as a data URL. */
function paintHere({ scene, width, height }: { scene: Scene; width: number; height: number }): string {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  let seed = 7;
  const random = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  const sky = (...colors: readonly string[]): void => {
    const gradient = context.createLinearGradient(0, 0, 0, height);
    colors.forEach((color, at) => gradient.addColorStop(at / (colors.length - 1), color));
    context.fillStyle = gradient;
    context.fillRect(0, 0, width, height);
  };
  const disc = (x: number, y: number, radius: number, color: string): void => {
    context.fillStyle = color;
    context.beginPath();
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.fill();
  };
  const ellipse = (x: number, y: number, radii: readonly [number, number], color: string): void => {
    context.fillStyle = color;
    context.beginPath();
    context.ellipse(x, y, radii[0], radii[1], 0, 0, Math.PI * 2);
    context.fill();
  };
  /** A ridge from side to side; the land below it has one colour. */
  const ridge = (base: number, rise: number, color: string): void => {
    const [a, b, c] = [random() * 6, random() * 6, random() * 6];
    context.fillStyle = color;
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= width; x += 4) {
      const t = x / width;
      const y = Math.sin(t * 5 + a) * 0.5 + Math.sin(t * 11 + b) * 0.3 + Math.sin(t * 27 + c) * 0.12;
      context.lineTo(x, base - rise * y);
    }
    context.lineTo(width, height);
    context.fill();
  };
  const pine = (x: number, foot: number, tall: number): void => {
    for (let tier = 0; tier < 4; tier += 1) {
      const top = foot - tall + (tall * tier) / 5;
      const half = (tall * (tier + 1.6)) / 15;
      context.beginPath();
      context.moveTo(x, top);
      context.lineTo(x - half, top + tall / 2.6);
      context.lineTo(x + half, top + tall / 2.6);
      context.fill();
    }
  };
  const face = (look: {
    readonly ground: string;
    readonly skin: string;
    readonly hair: string;
    readonly shirt: string;
    readonly isLong?: boolean;
    readonly hasBeard?: boolean;
    readonly hasGlasses?: boolean;
  }): void => {
    const middle = width / 2;
    sky(look.ground, look.ground);
    if (look.isLong === true) ellipse(middle, 175, [88, 112], look.hair);
    ellipse(middle, 345, [118, 96], look.shirt);
    context.fillStyle = look.skin;
    context.fillRect(middle - 25, 205, 50, 52);
    ellipse(middle, 258, [26, 14], look.skin);
    ellipse(middle, 158, [64, 76], look.skin);
    ellipse(middle, 100, [70, 42], look.hair);
    ellipse(middle - 58, 132, [16, 38], look.hair);
    ellipse(middle + 58, 132, [16, 38], look.hair);
    if (look.hasBeard === true) {
      ellipse(middle, 208, [52, 36], look.hair);
      ellipse(middle, 190, [38, 16], look.skin);
    }
    for (const side of [-1, 1]) disc(middle + side * 25, 156, 6, '#2a2320');
    context.strokeStyle = '#2a2320';
    context.lineWidth = 4;
    context.lineCap = 'round';
    context.beginPath();
    context.arc(middle, 182, 22, 0.25 * Math.PI, 0.75 * Math.PI);
    context.stroke();
    if (look.hasGlasses !== true) return;
    for (const side of [-1, 1]) {
      context.beginPath();
      context.arc(middle + side * 26, 156, 20, 0, Math.PI * 2);
      context.stroke();
    }
  };
  switch (scene) {
    case 'lake': {
      sky('#35406f', '#8a6a9b', '#f0a58a', '#ffd9a0');
      disc(620, 330, 120, '#ffe3b030');
      disc(620, 330, 74, '#ffe9c060');
      disc(620, 330, 44, '#fff3d6');
      ridge(370, 70, '#7a6a96');
      ridge(405, 50, '#57557f');
      ridge(432, 34, '#3b4067');
      context.fillStyle = '#4d5688';
      context.fillRect(0, 450, width, height);
      for (let line = 0; line < 46; line += 1) {
        const y = 456 + line * 4;
        const reach = 26 + line * 3.4;
        context.fillStyle = line % 2 === 0 ? '#ffd9a055' : '#ffe9c02e';
        context.fillRect(620 - reach * (0.6 + random() * 0.5), y, reach * (1.2 + random() * 0.9), 2);
      }
      context.fillStyle = '#1d2340';
      ridge(640, 20, '#1d2340');
      for (let x = 20; x < 330; x += 34) pine(x, 640, 120 + random() * 130);
      break;
    }
    case 'forest': {
      sky('#dfe8dc', '#c2d4c6', '#93b3a2');
      for (const [index, color] of ['#a9c4b4', '#7fa491', '#557f6d', '#33594b', '#183830'].entries()) {
        context.fillStyle = color;
        const foot = 420 + index * 62;
        context.fillRect(0, foot - 14, width, height);
        const gap = 26 + index * 12;
        for (let x = -20; x < width + 30; x += gap)
          pine(x + random() * 14, foot, 110 + index * 46 + random() * 60);
      }
      break;
    }
    case 'cabin': {
      sky('#0d1430', '#1c2a55', '#3f4f86');
      for (let star = 0; star < 130; star += 1)
        disc(random() * width, random() * 400, 0.6 + random() * 1.3, '#ffffffcc');
      disc(770, 120, 40, '#f6f1dc');
      disc(754, 110, 38, '#18244c');
      ridge(430, 80, '#27345f');
      ridge(500, 40, '#dfe6f5');
      context.fillStyle = '#182038';
      for (let x = 30; x < 300; x += 44) pine(x, 560, 150 + random() * 90);
      for (let x = 720; x < 960; x += 50) pine(x, 570, 130 + random() * 100);
      context.fillStyle = '#4a3128';
      context.fillRect(400, 430, 210, 120);
      context.fillStyle = '#e9eef9';
      context.beginPath();
      context.moveTo(376, 440);
      context.lineTo(505, 352);
      context.lineTo(634, 440);
      context.fill();
      for (const x of [428, 540]) {
        disc(x + 21, 486, 52, '#ffce6e22');
        context.fillStyle = '#ffd67f';
        context.fillRect(x, 466, 42, 40);
        context.fillStyle = '#4a3128';
        context.fillRect(x + 19, 466, 4, 40);
      }
      break;
    }
    case 'mira':
      face({ ground: '#f2b5a0', skin: '#d99a78', hair: '#3a2522', shirt: '#2f6f73', isLong: true });
      break;
    case 'papa':
      face({
        ground: '#a9c3d6',
        skin: '#edc2a3',
        hair: '#b9b6b1',
        shirt: '#5a4a6b',
        hasBeard: true,
        hasGlasses: true,
      });
      break;
    case 'yuki':
      face({ ground: '#c9d8b6', skin: '#f3cfb0', hair: '#1e1c22', shirt: '#d8705f' });
      break;
    case 'lena':
      face({
        ground: '#e4cf9b',
        skin: '#f1c6a8',
        hair: '#c46f3c',
        shirt: '#3c5a8a',
        isLong: true,
        hasGlasses: true,
      });
      break;
  }
  return canvas.toDataURL('image/jpeg', 0.86);
}
