import type { StoredCall } from "./payloads.ts";
import type { AcceptVisitorDelivery } from "./ports.ts";
import type { Visitor } from "./visitor/visitor.ts";

/** What is known of the call itself and may be kept: never its token. */
export type CallFacts = { readonly userAgent: string; readonly origin: string };
type Told<Call> = Call extends StoredCall ? Omit<Call, "channelId" | "visitor"> : never;

export type AcceptDeps = { readonly accept: AcceptVisitorDelivery; readonly now: () => Date };
const pathOf = { message: "/messages", profile: "/visitor", receipt: "/receipts" } as const;

/**
 * Hands a proved visitor's call over in our own words; resolves when it is durable (I1). With a `key`, a repeat stores
 * nothing. Answers when this call was received, and whether it was the first of its key.
 */
export async function acceptCall(
  { accept, now }: AcceptDeps,
  visitor: Visitor,
  call: Told<StoredCall>,
  options: { readonly key?: string; readonly facts?: CallFacts } = {},
): Promise<{ readonly receivedAt: Date; readonly stored: boolean }> {
  const { organizationId, endpointId, channelId, externalId, facts } = visitor;
  const receivedAt = now();
  const { stored } = await accept({
    organizationId,
    endpointId,
    platform: "messenger",
    path: pathOf[call.kind],
    headers: toHeaders(options.facts),
    body: Buffer.from(JSON.stringify({ ...call, channelId, visitor: { externalId, facts } }), "utf8"),
    receivedAt: receivedAt.getTime(),
    ...(options.key === undefined ? {} : { key: options.key }),
  });
  return { receivedAt, stored };
}

function toHeaders(facts: CallFacts | undefined): Record<string, string> {
  if (facts === undefined) return {};
  return { "user-agent": facts.userAgent.slice(0, 300), origin: facts.origin.slice(0, 300) };
}
