import type { InboundItem, InboundParty, MediaRef } from "../../connector.ts";

/** A post as either form of X's tells it. Epoch milliseconds. */
export type Post = {
  readonly id: string;
  /** It is another version of the post that was first written under this id. */
  readonly edits: string | undefined;
  readonly author: InboundParty;
  readonly at: number;
  /** Without the names that X puts before an answer. */
  readonly text: string;
  /** The post that it answers. */
  readonly answers: string | undefined;
  /** The first post of its thread, where X says. */
  readonly root: string | undefined;
  readonly quoted: { readonly text: string; readonly url?: string } | undefined;
  readonly isRepost: boolean;
  /** Ids of all who are named in it. */
  readonly named: readonly string[];
  readonly media: readonly MediaRef[];
};
export type Reading = {
  readonly accountId: string;
  readonly receivedAt: number;
};
export type Read = { readonly items: readonly InboundItem[] } | { readonly problem: string };

/** `2/3 and so on`: a piece of a longer answer. */
const PIECE = /^(\d{1,2})\/(\d{1,2}) /;

/**
 * A post of somebody is a message of theirs in public: under what it answers, else by itself. The account's own answers come
 * back as echoes; its posts that answer nothing, and reposts, are only counted. An edited one keeps the id of its first version:
 * it is that message, should the first never have been told (an edit may be what names the account), with other words.
 */
export function toItems(post: Post, { accountId, receivedAt }: Reading): Read {
  const isOwn = post.author.externalId === accountId;
  if (post.isRepost) return { items: [unknownKind(isOwn ? "repost:own" : "repost", { accountId, receivedAt })] };
  if (isOwn && post.answers === undefined) return { items: [unknownKind("post:own", { accountId, receivedAt })] };
  const { quoted, answers } = post;
  const externalId = post.edits ?? post.id;
  const text = post.text === "" && post.media.length === 0 ? "❔" : post.text;
  const base = { channelExternalId: accountId, occurredAt: Math.min(post.at, receivedAt), party: post.author };
  const piece = isOwn ? pieceOf(post.text) : undefined;
  const named = post.named.filter((id) => id !== accountId && id !== post.author.externalId).slice(0, 50);
  return {
    items: [
      {
        ...base,
        type: "message",
        externalId,
        direction: isOwn ? "echo" : "in",
        text,
        media: post.media,
        visibility: "public",
        threadKey: rootOf(post) ?? answers ?? externalId,
        joinsAnswered: true,
        ...(quoted === undefined ? {} : { post: { ...quoted, dark: false } }),
        ...(answers === undefined ? {} : { replyToExternalId: answers }),
        ...(answers === undefined || quoted !== undefined || isOwn ? {} : { asks: { postId: answers } }),
        ...(piece === undefined ? {} : { piece }),
        automatic: false,
        ...(named.length === 0 ? {} : { context: { named } }),
      },
      ...(post.edits === undefined ? [] : [{ ...base, type: "message_edited" as const, externalId, text }]),
    ],
  };
}

/** An edited post that begins a thread is not the root of another. */
function rootOf({ id, edits, root }: Post): string | undefined {
  return edits !== undefined && root === id ? edits : root;
}

function pieceOf(text: string): { text: string; isLast: boolean } | undefined {
  const [mark = "", number, count] = PIECE.exec(text) ?? [];
  return mark === "" ? undefined : { text: text.slice(mark.length), isLast: number === count };
}

/** What has no known meaning here: kept, listed and counted. */
export function unknownKind(hint: string, { accountId, receivedAt }: Reading): InboundItem {
  return {
    type: "unknown",
    channelExternalId: accountId,
    occurredAt: receivedAt,
    party: { externalId: "unknown" },
    hint: hint.slice(0, 100).toWellFormed(),
  };
}

/** Where a post can be looked at. */
export function addressOfPost(id: string, handle = "i"): string {
  return `https://x.com/${handle}/status/${id}`;
}
