import type { InboundItem, InboundParty } from "../../connector.ts";
import { type Happening, instantOf, type Read } from "../../meta/happening.ts";
import { idOf, type Json, memberOf, textOf } from "../../read-json.ts";

/** A comment that holds nothing a notice shows: a moving picture, a sticker. */
export const UNSEEN = "❔";

/**
 * A comment under a post, a reel, an advertisement or a live video. All of one person under one of them is one conversation. The
 * account's own come back as echoes: whose conversation they belong to tells the comment that they answer. `username`: the
 * account's.
 */
export function readComment(happening: Happening, username: string | undefined): Read {
  const { value, accountId } = happening;
  const externalId = idOf(value, "id") ?? idOf(value, "comment_id");
  if (externalId === undefined) return { path: "/id", problem: "It does not say which comment." };
  const media = memberOf(value, "media");
  const mediaId = idOf(media, "id") ?? idOf(value, "media_id");
  if (mediaId === undefined) return { path: "/media/id", problem: "It does not say under what." };
  const parent = idOf(value, "parent_id");
  const answered = parent === externalId ? undefined : parent;
  const isOwn = isOwnComment(value, accountId, username);
  const who = isOwn ? accountAsParty(value, accountId) : whoOf(value);
  const ad = adOf(media);
  const told: InboundItem = {
    type: "message",
    channelExternalId: accountId,
    occurredAt: instantOf(value, "timestamp", happening),
    party: who ?? nobody(answered ?? externalId),
    externalId,
    direction: isOwn ? "echo" : "in",
    text: textOf(value, "text") ?? UNSEEN,
    media: [],
    visibility: "public",
    threadKey: mediaId,
    ...(ad === undefined ? {} : { post: { text: ad.title, dark: true } }),
    ...(answered === undefined ? {} : { replyToExternalId: answered }),
    asks: { postId: ad === undefined ? mediaId : `${AD}${mediaId}` },
    automatic: false,
    context: {
      item: "comment",
      media: mediaId,
      ...(answered === undefined ? {} : { parent: answered }),
      ...(ad === undefined ? {} : { ad: ad.id.slice(0, 100) }),
    },
  };
  return { items: [told] };
}

/** What an advertisement's media is asked for by: nothing but the notice says that it is one. */
export const AD = "ad:";

/** An advertisement that stands in no feed; one that was made of a post has that as its original. */
function adOf(media: Json | undefined): { readonly id: string; readonly title: string } | undefined {
  const id = idOf(media, "ad_id");
  if (id === undefined || idOf(media, "original_media_id") !== undefined) return undefined;
  return { id, title: textOf(media, "ad_title") ?? "" };
}

function whoOf(value: Json): InboundParty | undefined {
  const from = memberOf(value, "from");
  const id = idOf(from, "id");
  if (id === undefined) return undefined;
  const username = textOf(from, "username");
  return {
    externalId: id,
    ...(username === undefined ? {} : { displayName: username, handle: username }),
    verified: true,
  };
}

/**
 * By its id; by `self_ig_scoped_id`, which is told of the account's own comments alone ("Self messaging", self comment webhook); or
 * by its name, which is nobody else's while it has it.
 */
function isOwnComment(value: Json, accountId: string, username: string | undefined): boolean {
  const from = memberOf(value, "from");
  const isNamed = username !== undefined && textOf(from, "username")?.toLowerCase() === username.toLowerCase();
  return idOf(from, "id") === accountId || idOf(from, "self_ig_scoped_id") !== undefined || isNamed;
}

/** Whatever id it has there: one person under one id. */
function accountAsParty(value: Json, accountId: string): InboundParty {
  return { ...whoOf(value), externalId: accountId, verified: true };
}

/** Somebody whom Instagram does not name: one contact for each thread of comments. */
export function nobody(thread: string): InboundParty {
  return { externalId: `anonymous:${thread}`, displayName: "Instagram" };
}
