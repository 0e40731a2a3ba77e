import { randomUUID } from "node:crypto";

/** A UUIDv7: the time in front, so that ids made one after the other sort so. */
export function newId(now = Date.now()): string {
  const time = now.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`;
}
