import { type Json, rawOf } from "../read-json.ts";

/** An id as Telegram writes it (at most 52 bits); a number that JSON could not carry whole is no id. */
export function idOf(of: Json | undefined, key: string): string | undefined {
  const value = rawOf(of, key);
  return typeof value === "number" && Number.isSafeInteger(value) ? String(value) : undefined;
}
