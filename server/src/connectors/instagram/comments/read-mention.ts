import type { InboundItem, InboundParty } from "../../connector.ts";
import { type Happening, instantOf, type Read } from "../../meta/happening.ts";
import { idOf, type Json, memberOf, textOf } from "../../read-json.ts";
import { nobody, UNSEEN } from "./read-comment.ts";

/** What stands elsewhere, and is asked for as a mention of ours: `mention:<media>` or `mention:<media>:<comment>`. */
export const MENTION = "mention:";

/** Somebody names the account under what they published, or in a comment there. The notice brings ids alone. */
export function readMention({ value, accountId, sentAt }: Happening): Read {
  const media = idOf(value, "media_id");
  const comment = idOf(value, "comment_id");
  if (media === undefined) return { path: "/media_id", problem: "It does not say where." };
  const key = `${MENTION}${media}${comment === undefined ? "" : `:${comment}`}`;
  const party = nobody(key);
  return { items: [{ type: "named", channelExternalId: accountId, occurredAt: sentAt, party, key }] };
}

/** What Instagram told of a mention when it was asked (`fetch-content.ts`). */
export function readToldMention(happening: Happening): Read {
  const { value, accountId } = happening;
  const media = idOf(value, "media_id");
  const comment = idOf(value, "comment_id");
  if (media === undefined) return { path: "/media_id", problem: "It does not say where." };
  const externalId = `${MENTION}${media}${comment === undefined ? "" : `:${comment}`}`;
  const told: InboundItem = {
    type: "message",
    channelExternalId: accountId,
    occurredAt: instantOf(value, "at", happening),
    party: whoMentions(value),
    externalId,
    direction: "in",
    text: textOf(memberOf(value, "told"), "text") ?? UNSEEN,
    media: [],
    visibility: "public",
    threadKey: media,
    asks: { postId: `${MENTION}${media}` },
    automatic: false,
    context: { item: "mention", media, ...(comment === undefined ? {} : { comment }) },
  };
  return { items: [told] };
}

/** Whoever mentions the account, as far as it is told. */
export function whoMentions(value: Json): InboundParty {
  const [media = "", comment] = [idOf(value, "media_id"), idOf(value, "comment_id")];
  const key = `${MENTION}${media}${comment === undefined ? "" : `:${comment}`}`;
  return whoOf(textOf(memberOf(value, "told"), "username")) ?? nobody(key);
}

/** Of who mentions the account elsewhere nothing but the name is told, which may be another's tomorrow. */
function whoOf(username: string | undefined): InboundParty | undefined {
  if (username === undefined) return undefined;
  return { externalId: `username:${username}`, displayName: username, handle: username, verified: false };
}
