/** A time-ordered id for a message (RFC 9562). `crypto.randomUUID` is missing on plain http, `getRandomValues` is not. */
export function uuidV7(now: number): string {
  let hex = now.toString(16).padStart(12, "0");
  for (const byte of crypto.getRandomValues(new Uint8Array(10))) hex += (byte + 256).toString(16).slice(1);
  // Version 7 and variant 10 stand in front of twelve and of sixty-two bits of chance.
  return hex.replace(
    /^(.{8})(.{4}).(...)(.)(...)/,
    (_, time, rest, chance, variant, more) =>
      `${time}-${rest}-7${chance}-${"89ab"[Number.parseInt(variant, 16) & 3]}${more}-`,
  );
}
