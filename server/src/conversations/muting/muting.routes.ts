import {
  channelId,
  contactId,
  contactView,
  conversationId,
  identityId,
  listMutedQuery,
  mutedContacts,
  mutedPosts,
  postOfConversation,
} from "@guichet/contract";
import { z } from "zod";
import { listMuted, viewContact } from "../../contacts/index.ts";
import { type Route, route } from "../../http/index.ts";
import { type ViewerDeps, viewerCtx } from "../../organizations/index.ts";
import { contactHistory } from "../contact-history.sql.ts";
import { muteContact, unmuteFromLog } from "./mute-contact.ts";
import { listMutedPosts, mutePost, unmutePostFromLog, viewPost } from "./mute-post.ts";

/** Muted contacts and muted posts (W120 to W124): by agents where they work, by Admins in the logs. */
export function mutingRoutes(deps: ViewerDeps): Route[] {
  return [...contactRoutes(deps), ...postRoutes(deps)];
}

function contactRoutes(deps: ViewerDeps): Route[] {
  const muting = (method: "PUT" | "DELETE", summary: string) =>
    route({
      method,
      url: "/contacts/:id/channels/:channelId/mute",
      summary,
      access: "signed_in",
      rate: "write",
      params: z.object({ id: contactId, channelId }),
      answer: contactView,
      handler: async (request) => {
        const ctx = viewerCtx(deps, request);
        const { id, channelId } = request.params;
        await muteContact(ctx, { contactId: id, channelId }, method === "PUT");
        return await viewContact(ctx, id, contactHistory);
      },
    });
  return [
    muting("PUT", "Mute a contact on one channel: later messages are resolved at once."),
    muting("DELETE", "Mute a contact on this channel no more."),
    route({
      method: "GET",
      url: "/muted-contacts",
      summary: "The log of muted contacts, newest first.",
      access: "admin",
      rate: "read",
      query: listMutedQuery,
      answer: mutedContacts,
      handler: async (request) => await listMuted(viewerCtx(deps, request), request.query),
    }),
    route({
      method: "DELETE",
      url: "/muted-contacts/:id",
      summary: "Mute a contact no more, from the log.",
      access: "admin",
      rate: "write",
      params: z.object({ id: identityId }),
      handler: async (request) => await unmuteFromLog(viewerCtx(deps, request), request.params.id),
    }),
  ];
}

function postRoutes(deps: ViewerDeps): Route[] {
  const params = z.object({ id: conversationId });
  const muting = (method: "PUT" | "DELETE", summary: string) =>
    route({
      method,
      url: "/conversations/:id/post/mute",
      summary,
      access: "signed_in",
      rate: "write",
      params,
      answer: postOfConversation,
      handler: async (request) => await mutePost(viewerCtx(deps, request), request.params.id, method === "PUT"),
    });
  return [
    route({
      method: "GET",
      url: "/conversations/:id/post",
      summary: "The post or ad a public conversation stands under, and whether it is muted.",
      access: "signed_in",
      rate: "read",
      params,
      answer: postOfConversation,
      handler: async (request) => await viewPost(viewerCtx(deps, request), request.params.id),
    }),
    muting("PUT", "Mute a post: later comments under it are resolved at once."),
    muting("DELETE", "Mute a post no more."),
    route({
      method: "GET",
      url: "/muted-posts",
      summary: "The log of muted posts, newest first.",
      access: "admin",
      rate: "read",
      query: listMutedQuery,
      answer: mutedPosts,
      handler: async (request) => await listMutedPosts(viewerCtx(deps, request), request.query),
    }),
    route({
      method: "DELETE",
      url: "/muted-posts/:id",
      summary: "Mute a post no more, from the log.",
      access: "admin",
      rate: "write",
      params: z.object({ id: z.uuid() }),
      handler: async (request) => await unmutePostFromLog(viewerCtx(deps, request), request.params.id),
    }),
  ];
}
