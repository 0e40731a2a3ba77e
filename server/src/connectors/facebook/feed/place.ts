import type { InboundParty } from "../../connector.ts";
import type { Happening } from "../../meta/happening.ts";
import { idOf, type Json, memberOf, rawOf, textOf } from "../../read-json.ts";

/** Where on the Page something stands, and who did it. */
export type FeedPlace = {
  /** The post that everything under it belongs to. */
  readonly postId: string;
  readonly commentId: string | undefined;
  /** The comment or post that it answers; undefined: it stands right under the post. */
  readonly parentId: string | undefined;
  readonly party: InboundParty;
  readonly byPage: boolean;
  /** False: Facebook does not say who it was. */
  readonly isNamed: boolean;
};

export type NoPlace = { readonly path: string; readonly problem: string };

export function feedPlaceOf({ value, accountId: pageId }: Happening): FeedPlace | NoPlace {
  const commentId = idOf(value, "comment_id");
  const postId = idOf(value, "post_id") ?? idOf(memberOf(value, "post"), "id") ?? postOfComment(commentId, pageId);
  if (postId === undefined) return { path: "/post_id", problem: "It does not say on which post." };
  const parent = idOf(value, "parent_id");
  const parentId = parent === undefined || parent === commentId || parent === postId ? undefined : parent;
  const who = whoOf(value);
  return {
    postId,
    commentId,
    parentId,
    party: who ?? nobody(parentId ?? commentId ?? postId),
    byPage: who?.externalId === pageId,
    isNamed: who !== undefined,
  };
}

/** `from`, or the older `sender_id` and `sender_name`; either may be missing, also the name alone. */
function whoOf(value: Json): InboundParty | undefined {
  const from = memberOf(value, "from");
  const id = idOf(from, "id") ?? idOf(value, "sender_id");
  if (id === undefined) return undefined;
  const name = textOf(from, "name") ?? textOf(value, "sender_name");
  return { externalId: id, ...(name === undefined ? {} : { displayName: name }), verified: true };
}

/** Somebody whom Facebook does not name (privacy, an account that is gone): one contact for each thread of comments. */
function nobody(thread: string): InboundParty {
  return { externalId: `anonymous:${thread}`, displayName: "Facebook" };
}

/** A comment's id begins with that of the post. */
function postOfComment(commentId: string | undefined, pageId: string): string | undefined {
  const object = /^(\d+)_\d+$/.exec(commentId ?? "")?.[1];
  return object === undefined ? undefined : `${pageId}_${object}`;
}

/** What a notice tells of the post itself: where it is, and whether it stands on the Page (an advertisement may not). */
export function postOf(value: Json): { text: string; url?: string; dark: boolean } | undefined {
  const post = memberOf(value, "post");
  const url = textOf(post, "permalink_url");
  const published = rawOf(post, "is_published");
  const dark = published === false || published === 0;
  return url === undefined && !dark ? undefined : { text: "", ...(url === undefined ? {} : { url }), dark };
}
