/** How a text travels by SMS: in so many segments, each of which a carrier counts and bills. */
export type SmsSegments = {
  readonly encoding: "gsm7" | "ucs2";
  readonly segments: number;
  /** Used of the last segment, and how many fit into one: septets of GSM-7, 16-bit units of UCS-2. */
  readonly used: number;
  readonly perSegment: number;
  /** The first character that GSM-7 does not have, where that made the text travel as UCS-2. */
  readonly because: string | null;
};

/** 3GPP TS 23.038, 6.2.1: the default alphabet, one septet each. */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** 6.2.1.1: behind an escape, so that they take two. */
const EXTENDED = new Set("\f^{}\\[~]|€");

/** A segment alone; one of several, whose header takes seven septets or six bytes. */
const ROOM = { gsm7: { alone: 160, joined: 153 }, ucs2: { alone: 70, joined: 67 } } as const;

/** Segments of a text, as Twilio and the carriers count them. Nothing is no segment. */
export function countSmsSegments(text: string): SmsSegments {
  const characters = [...text];
  const because = characters.find((one) => !BASIC.has(one) && !EXTENDED.has(one)) ?? null;
  const encoding = because === null ? "gsm7" : "ucs2";
  const sizes = characters.map((one) => (because === null ? (EXTENDED.has(one) ? 2 : 1) : one.length));
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const { alone, joined } = ROOM[encoding];
  if (total <= alone) return { encoding, segments: total === 0 ? 0 : 1, used: total, perSegment: alone, because };
  return { encoding, ...fill(sizes, joined), perSegment: joined, because };
}

/** A character of two units is never cut in two: it goes over into the next segment. */
function fill(sizes: readonly number[], room: number): { segments: number; used: number } {
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { segments, used };
}
