import type { MessageId } from "@guichet/contract";
import { isId } from "./ids.ts";

/**
 * A UUID of version 7, made in the browser, so that a message has its id before the server knows of it: a send that is
 * repeated is the same message (I11). `now` in epoch milliseconds.
 */
export function uuidV7(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))): string {
  const time = now.toString(16).padStart(12, "0");
  const rest = [...random].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((Number.parseInt(rest[3] ?? "0", 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-${variant}${rest.slice(4, 7)}-${rest.slice(7, 19)}`;
}

/** The id of a message that is being sent. */
export function newMessageId(): MessageId {
  const id = uuidV7();
  if (!isId<MessageId>(id)) throw new Error("This browser cannot make ids.");
  return id;
}
