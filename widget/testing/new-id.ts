import { uuidV7 } from "../src/talk/uuid-v7.ts";

/** A fresh id, of whichever brand the schema at hand gives it. */
export function newId(): string {
  return uuidV7(Date.now());
}
