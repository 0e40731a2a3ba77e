import { channelId, conversationId, organizationId, userId } from "@guichet/contract";
import { z } from "zod";
import { parseJson } from "../../lib/parse-json.ts";
import type { Glance } from "./viewer-roster.ts";

/** So many fit into what NOTIFY carries (8,000 bytes). */
const MOST_IN_ONE = 24;
const MOST_BYTES = 8000;

const payload = z.object({
  glances: z
    .array(
      z.object({
        organizationId,
        channelId,
        conversationId,
        userId,
        viewerId: z.string().max(40),
        on: z.boolean(),
      }),
    )
    .max(MOST_IN_ONE),
});

/** As text for the other processes. `mark`: differs each time, so that what happens again is told again. */
export function writeGlances(glances: readonly Glance[], mark: string): string[] {
  const texts: string[] = [];
  for (let from = 0; from < glances.length; from += MOST_IN_ONE)
    texts.push(JSON.stringify({ glances: glances.slice(from, from + MOST_IN_ONE), mark: `${mark} ${from}` }));
  return texts;
}

/** Nothing, when it is not ours. */
export function readGlances(text: string): readonly Glance[] {
  const parsed = parseJson(text, { maxDepth: 4, maxKeys: 10 * MOST_IN_ONE, maxBytes: MOST_BYTES });
  const told = parsed.ok ? payload.safeParse(parsed.value) : undefined;
  return told?.success === true ? told.data.glances : [];
}
