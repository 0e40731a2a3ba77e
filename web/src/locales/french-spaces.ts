const BEFORE = / ([:»])/g;
const BEFORE_NARROW = / ([;?!])/g;
const AFTER = /« /g;

/**
 * French sets a space before `: ; ? !` and inside quotation marks, and a line must not break there. Catalogues are written
 * with plain spaces; this makes them the ones that hold. Works on messages and on what the build compiled from them.
 */
export function withFrenchSpaces<Message>(message: Message): Message;
export function withFrenchSpaces(message: unknown): unknown {
  if (typeof message === "string") {
    return message.replace(BEFORE, "\u00a0$1").replace(BEFORE_NARROW, "\u202f$1").replace(AFTER, "«\u00a0");
  }
  if (Array.isArray(message)) return message.map((part: unknown) => withFrenchSpaces(part));
  if (typeof message !== "object" || message === null) return message;
  return Object.fromEntries(Object.entries(message).map(([key, part]) => [key, withFrenchSpaces(part)]));
}
