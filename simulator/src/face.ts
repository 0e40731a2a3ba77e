import { crc32, deflateSync } from "node:zlib";

const SIDE = 160;
/** Of the middle of a pixel to its edge: softens what is drawn. */
const EDGE = 0.8;

type Colour = readonly [red: number, green: number, blue: number];
type Look = {
  readonly ground: Colour;
  readonly skin: Colour;
  readonly hair: Colour;
  readonly clothes: Colour;
  readonly isLong: boolean;
  readonly hasGlasses: boolean;
};

const GROUNDS: readonly Colour[] = [
  [186, 215, 222],
  [236, 206, 175],
  [197, 210, 182],
  [215, 196, 224],
  [240, 219, 163],
  [176, 196, 228],
  [231, 188, 186],
];
const SKINS: readonly Colour[] = [
  [249, 219, 194],
  [229, 184, 146],
  [196, 144, 104],
  [141, 95, 66],
  [98, 65, 46],
];
const HAIRS: readonly Colour[] = [
  [38, 30, 28],
  [84, 54, 36],
  [142, 94, 52],
  [206, 166, 98],
  [150, 148, 146],
  [122, 52, 34],
];
const CLOTHES: readonly Colour[] = [
  [42, 92, 102],
  [126, 58, 70],
  [62, 74, 120],
  [96, 112, 72],
  [170, 116, 52],
  [70, 70, 76],
];

const drawn = new Map<string, Buffer>();

/** A face for somebody of this name, always the same, drawn here so that it is nobody's: a PNG of 160 pixels. */
export function drawFace(name: string): Buffer {
  const known = drawn.get(name);
  if (known !== undefined) return known;
  const face = toPng(lookOf(name));
  drawn.set(name, face);
  return face;
}

/** Not everybody shows their face. */
export function showsFace(name: string): boolean {
  return numberOf(name) % 5 !== 0;
}

function numberOf(name: string): number {
  let number = 7;
  for (const letter of name) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return number;
}

function lookOf(name: string): Look {
  const number = numberOf(name);
  const pick = (from: readonly Colour[], by: number): Colour =>
    from[Math.floor(number / by) % from.length] ?? [0, 0, 0];
  return {
    ...{ ground: pick(GROUNDS, 1), skin: pick(SKINS, 7), hair: pick(HAIRS, 35), clothes: pick(CLOTHES, 210) },
    ...{ isLong: number % 2 === 0, hasGlasses: number % 7 === 3 },
  };
}

function toPng(look: Look): Buffer {
  const rows = Buffer.alloc((SIDE * 3 + 1) * SIDE);
  for (let y = 0; y < SIDE; y += 1)
    for (let x = 0; x < SIDE; x += 1) rows.set(colourAt(x, y, look), y * (SIDE * 3 + 1) + 1 + x * 3);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(SIDE, 0);
  head.writeUInt32BE(SIDE, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND")]);
}

/** Painted from behind to before. */
function colourAt(x: number, y: number, look: Look): Colour {
  const { ground, skin, hair, clothes } = look;
  const dark: Colour = [45, 38, 36];
  const shade = mix(skin, [120, 60, 40], 0.25);
  let colour = mix(ground, [255, 255, 255], 0.25 * (1 - y / SIDE));
  const paint = (with_: Colour, cover: number): void => {
    colour = mix(colour, with_, cover);
  };
  if (look.isLong) paint(hair, y < 118 ? oval(x, y, 80, 82, 45, 52) : oval(x, y, 80, 104, 45, 26));
  paint(clothes, oval(x, y, 80, 176, 62, 52));
  paint(shade, oval(x, y, 80, 116, 15, 24));
  paint(skin, oval(x, y, 80, 76, 34, 42));
  paint(hair, oval(x, y, 80, 52, 38, 28) * (1 - oval(x, y, 84, 82, 33, 32)));
  for (const eye of [67, 93]) {
    paint(dark, oval(x, y, eye, 78, 3.4, 4.2));
    if (look.hasGlasses) paint(dark, oval(x, y, eye, 78, 11, 11) * (1 - oval(x, y, eye, 78, 9, 9)));
  }
  paint([150, 60, 58], oval(x, y, 80, 95, 11, 7) * (1 - oval(x, y, 80, 91, 13, 7)));
  return colour;
}

/** How much of a pixel an oval covers, 0 to 1. */
function oval(x: number, y: number, midX: number, midY: number, width: number, height: number): number {
  const far = Math.hypot((x - midX) / width, (y - midY) / height);
  return Math.min(1, Math.max(0, ((1 - far) * Math.min(width, height)) / EDGE + 0.5));
}

function mix(below: Colour, above: Colour, cover: number): Colour {
  const part = (n: 0 | 1 | 2): number => Math.round(below[n] + (above[n] - below[n]) * cover);
  return [part(0), part(1), part(2)];
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
