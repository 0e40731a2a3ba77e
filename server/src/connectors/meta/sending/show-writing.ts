import type { ConnectorContext, SendError } from "../../connector.ts";
import type { Writing } from "../../writing/writing.ts";
import { callGraph, type GraphAccount } from "../call-graph.ts";

/** Meta takes the dots away by itself after this. */
export const META_WRITING_MS = 20_000;

/** Sender actions of Messenger and Instagram: what is being answered has been seen, and somebody writes, or has stopped. */
export async function showMetaWriting(
  { on, again, to }: Writing,
  from: { readonly account: GraphAccount; readonly sender: string },
  ctx: ConnectorContext,
): Promise<SendError | undefined> {
  const seen = on && !again ? await act("mark_seen") : undefined;
  return seen ?? (await act(on ? "typing_on" : "typing_off"));

  async function act(action: "mark_seen" | "typing_on" | "typing_off"): Promise<SendError | undefined> {
    const json = { recipient: { id: to.externalId }, sender_action: action };
    const call = { method: "POST", path: `${from.sender}/messages`, json, timeoutMs: 4000 } as const;
    const called = await callGraph(from.account, call, ctx);
    return called.ok ? undefined : called.error;
  }
}
