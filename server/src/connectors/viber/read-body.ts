import { parseJson } from "../../lib/parse-json.ts";
import { type Json, recordOf } from "../read-json.ts";

const limits = {
  maxDepth: 40,
  maxKeys: 50_000,
  maxBytes: 4 * 1024 * 1024,
  forbiddenKeys: "dropped",
  /** `message_token` has 64 bits: as a number it would become another one. */
  bigIntegers: "text",
} as const;

/** What Viber says, with its tokens whole. */
export function readBody(bytes: Uint8Array): { readonly body: Json } | { readonly problem: string } {
  const parsed = parseJson(bytes, limits);
  if (!parsed.ok) return { problem: `The body is not usable JSON: ${parsed.reason}.` };
  const body = recordOf(parsed.value);
  return body === undefined ? { problem: "The body is no callback." } : { body };
}
