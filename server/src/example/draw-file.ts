import { deflateSync } from "node:zlib";
import type { ExampleFile } from "./stories/story.ts";

export type DrawnFile = { readonly name: string; readonly content: Buffer };

/** The files people send each other in the example, made here so that none has to be kept. */
export function drawFile(file: ExampleFile, variant: number): DrawnFile {
  switch (file) {
    case "photo":
      return { name: `IMG_${2000 + (variant % 7000)}.png`, content: drawLamp(variant) };
    case "invoice":
      return { name: `Atelier-Lumen-${4000 + (variant % 5000)}.pdf`, content: writePdf("Atelier Lumen - Invoice") };
    case "label":
      return { name: "Parcel-label.pdf", content: writePdf("Atelier Lumen - Parcel label") };
  }
}

const WIDTH = 480;
const HEIGHT = 360;
type Colour = readonly [number, number, number];
const WALLS: readonly Colour[] = [
  [38, 44, 58],
  [52, 40, 44],
  [30, 52, 52],
  [58, 50, 38],
];

/** A lamp that shines in a dark room, as a PNG of about 20 kB. */
function drawLamp(variant: number): Buffer {
  const wall = WALLS[variant % WALLS.length] ?? [40, 40, 40];
  const rows = Buffer.alloc((WIDTH * 3 + 1) * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const colour = colourAt(x - WIDTH / 2, y, wall);
      for (const [n, part] of colour.entries()) rows[y * (WIDTH * 3 + 1) + 1 + x * 3 + n] = Math.min(255, part);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** `x` from the middle. A cable, a shade, a table; and light that fades with the distance. */
function colourAt(x: number, y: number, wall: Colour): Colour {
  if (Math.abs(x) < 2 && y < 90) return [20, 20, 20];
  const shade = y >= 90 && y < 170 && Math.abs(x) < 30 + (y - 90) * 0.7;
  if (shade) return [196 - Math.abs(x), 150 - Math.abs(x) / 2, 70];
  if (y > 310) return [92, 66, 46];
  const glow = Math.max(0, 1 - Math.hypot(x, (y - 180) * 1.2) / 230) ** 2 * 170;
  return [wall[0] + glow, wall[1] + glow * 0.82, wall[2] + glow * 0.5];
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

function crc32(data: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** The smallest page that every reader opens. `title` in plain ASCII, without brackets. */
function writePdf(title: string): Buffer {
  const text = `BT /F1 24 Tf 72 740 Td (${title}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let body = "%PDF-1.4\n";
  const places = objects.map((object, n) => {
    const place = body.length;
    body += `${n + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const lines = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table, "latin1");
}
