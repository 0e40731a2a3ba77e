import { type MessengerSettings, messengerSettings } from "@guichet/contract";
import type { z } from "zod";
import { normalizeOrigin } from "./origins.ts";

const strictSettings = messengerSettings.transform((settings, ctx) => ({
  ...settings,
  allowedOrigins: settings.allowedOrigins.map((entry, index) => readEntry(entry, index, ctx)),
}));

/**
 * Settings as the editor sends them. `allowedOrigins` empty means: every site may embed the messenger. Throws a zod error
 * that names the fields.
 */
export function parseSettings(input: unknown): MessengerSettings {
  return strictSettings.parse(input);
}

function readEntry(entry: string, index: number, ctx: z.core.$RefinementCtx): string {
  const origin = normalizeOrigin(entry);
  if (origin !== undefined) return origin;
  ctx.addIssue({ code: "custom", path: ["allowedOrigins", index], message: "Not a site, e.g. https://shop.example" });
  return entry;
}
