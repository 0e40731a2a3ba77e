import type { WhatsappSettings } from "@guichet/contract";
import { callGraph } from "../meta/call-graph.ts";
import type { WritingSign } from "../writing/writing.ts";
import { accountOf } from "./settings.ts";

/** Dots, and blue ticks under what is being answered: WhatsApp has the one with the other only. */
export const whatsappWriting: WritingSign<WhatsappSettings> = {
  lastsMs: 25_000,
  ends: false,
  async show({ lastInbound }, channel, ctx) {
    if (lastInbound === undefined) return undefined;
    const json = {
      ...{ messaging_product: "whatsapp", status: "read", message_id: lastInbound.externalId },
      typing_indicator: { type: "text" },
    };
    const call = { method: "POST", path: `${channel.externalId}/messages`, json, timeoutMs: 4000 } as const;
    const called = await callGraph(accountOf(channel), call, ctx);
    return called.ok ? undefined : called.error;
  },
};
