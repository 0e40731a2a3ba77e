import { cleanText } from "../../../lib/clean-text.ts";
import type { InboundItem } from "../../connector.ts";

/** What every item of a delivery has. */
export type Base = Pick<InboundItem, "channelExternalId" | "occurredAt" | "party">;
export type Read = { readonly item: InboundItem } | { readonly path: string; readonly problem: string };

export function unknownKind(hint: string, base: Base): InboundItem {
  return { ...base, type: "unknown", hint: cleanText(hint.slice(0, 100)) };
}
