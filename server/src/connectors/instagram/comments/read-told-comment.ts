import type { InboundItem } from "../../connector.ts";
import type { Happening, Read } from "../../meta/happening.ts";
import { idOf, rawOf, textOf } from "../../read-json.ts";
import { nobody } from "./read-comment.ts";

/** What became of a comment, as Instagram told it when it was asked (`fetch-content.ts`): no notice tells that. */
export function readToldComment({ value, accountId, sentAt }: Happening): Read {
  const externalId = idOf(value, "id");
  if (externalId === undefined) return { path: "/id", problem: "It does not say which comment." };
  const base = { channelExternalId: accountId, occurredAt: sentAt, party: nobody(externalId), externalId };
  if (rawOf(value, "gone") === true) return { items: [{ type: "message_deleted", ...base }] };
  const text = textOf(value, "text");
  const items: InboundItem[] = text === undefined ? [] : [{ type: "message_edited", ...base, text }];
  const hidden = rawOf(value, "hidden");
  if (typeof hidden === "boolean") items.push({ type: "message_hidden", ...base, hidden });
  return { items };
}
