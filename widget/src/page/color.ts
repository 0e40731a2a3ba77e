/** Red, green and blue, 0 to 255. */
type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** Black or white, whichever can be read on the colour (one of the two always reaches 4.5:1); white when both can. */
export function readableOn(background: string): string {
  return contrastRatio(background, "#ffffff") >= 4.5 ? "#ffffff" : "#000000";
}

/** The colour itself, or as little darker or lighter as it must be to reach the ratio on that background (WCAG 1.4.3, 1.4.11). */
export function adjustFor(color: string, background: string, ratio: number): string {
  const ground = parseColor(background);
  const target = contrast(ground, WHITE) > contrast(ground, BLACK) ? WHITE : BLACK;
  for (let part = 0; part < 1; part += 0.05) {
    const mixed = mix(parseColor(color), target, part);
    if (contrast(mixed, ground) >= ratio) return toHex(mixed);
  }
  return toHex(target);
}

/** Contrast ratio of two colours, 1 to 21. */
export function contrastRatio(one: string, other: string): number {
  return contrast(parseColor(one), parseColor(other));
}

/** `#rrggbb`; anything else is a calm blue, so that a bad setting never makes the messenger unreadable. */
function parseColor(text: string): Rgb {
  const value = /^#[\da-f]{6}$/i.test(text) ? Number.parseInt(text.slice(1), 16) : 0x2b5fd9;
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function contrast(one: Rgb, other: Rgb): number {
  const a = luminance(one);
  const b = luminance(other);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function mix(from: Rgb, to: Rgb, part: number): Rgb {
  const blend = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * part);
  return [blend(0), blend(1), blend(2)];
}

function toHex([red, green, blue]: Rgb): string {
  return `#${((1 << 24) + (red << 16) + (green << 8) + blue).toString(16).slice(1)}`;
}
