import { type Json, listOf, textOf } from "../read-json.ts";
import { type Read, type ReadContext, readMessage } from "./parse-message.ts";
import { toParams } from "./read-params.ts";

/** A message as Twilio's API lists it, and as `listen` keeps it, with its files under `media`. */
export function isResource(of: Json): boolean {
  return textOf(of, "sid") !== undefined && textOf(of, "direction") !== undefined;
}

/** The same message as by webhook, under the same key; it tells its time. Of ours nothing is taken from there. */
export function readResource(of: Json, context: ReadContext): Read {
  if (textOf(of, "direction") !== "inbound") return { path: "/direction", problem: "It is not a contact's message." };
  const files = listOf(of, "media").map((file, index) => [
    [`MediaUrl${index}`, textOf(file, "url") ?? ""] as const,
    [`MediaContentType${index}`, textOf(file, "type") ?? ""] as const,
  ]);
  const params = toParams([
    ["MessageSid", textOf(of, "sid") ?? ""],
    ["From", textOf(of, "from") ?? ""],
    ["To", textOf(of, "to") ?? ""],
    ["Body", textOf(of, "body") ?? ""],
    ["NumSegments", textOf(of, "num_segments") ?? ""],
    ...files.flat(),
  ]);
  return readMessage(params, context, instantOf(of, context.receivedAt));
}

/** RFC 2822, in whole seconds; a clock that runs ahead puts nothing into the future. */
export function instantOf(of: Json, receivedAt: number): number {
  const told = Date.parse(textOf(of, "date_sent") ?? textOf(of, "date_created") ?? "");
  return Number.isFinite(told) && told > 0 ? Math.min(told, receivedAt) : receivedAt;
}
