import type { Moderation } from "@guichet/contract";
import type { ConnectorContext, SendError } from "../connector.ts";
import { callGraph, type GraphAccount, type GraphCall } from "./call-graph.ts";
import type { OwnMeaning } from "./graph-error.ts";

/** How each deed is asked for; what is missing the network lets no account do. All of them may be done twice. */
export type ModerationCalls = Readonly<
  Partial<Record<Moderation, (id: string) => Pick<GraphCall, "method" | "path" | "json" | "query">>>
>;
type Done = { readonly ok: true } | { readonly ok: false; readonly error: SendError };

/** Whoever does something to what stands in public on one of Meta's networks; what is gone is deleted. */
export function createModerator<Channel>(
  calls: ModerationCalls,
  accountOf: (channel: Channel) => GraphAccount,
  own: OwnMeaning,
) {
  return async (externalId: string, moderation: Moderation, channel: Channel, ctx: ConnectorContext): Promise<Done> => {
    const call = calls[moderation]?.(externalId);
    if (call === undefined) {
      const message = "The network lets no account do this to what others wrote.";
      return { ok: false, error: { kind: "not_supported", code: moderation, message } };
    }
    const called = await callGraph(accountOf(channel), { ...call, timeoutMs: 15_000, own }, ctx);
    if (called.ok || (call.method === "DELETE" && called.error.code === "100/33")) return { ok: true };
    return { ok: false, error: called.error };
  };
}
