import {
  assigneeOption,
  type ConversationId,
  changeTopicsBody,
  conversationId,
  conversationRow,
  conversationView,
  filteredCounts,
  listConversationsAnswer,
  listConversationsQuery,
  markReadBody,
  type OrganizationId,
  openAnswer,
  openBody,
  putDraftBody,
  queueFilterQuery,
  sendMessageAnswer,
  sendMessageBody,
  setAssigneeBody,
  setStatusBody,
  threadEntry,
  unreadMark,
} from "@guichet/contract";
import { z } from "zod";
import { type Route, type RouteCtx, route } from "../http/index.ts";
import { accessConversation } from "./access-conversation.ts";
import { assignConversation } from "./assign-conversation.ts";
import { countConversations } from "./count-conversations.ts";
import { createCountInTurn } from "./count-in-turn.ts";
import { crossChannelRoutes } from "./cross-channel/cross-channel.routes.ts";
import { deleteDraft, listDrafts, putDraft } from "./drafts.sql.ts";
import { leaveConversation, openConversation } from "./hold-conversation.ts";
import { listAssignees } from "./list-assignees.ts";
import { listConversations } from "./list-conversations.ts";
import { nextRoutes } from "./next/next.routes.ts";
import { markRead, markUnread } from "./read-marks.sql.ts";

import { schedulingRoutes } from "./scheduling/scheduling.routes.ts";
import { sendMessage } from "./send-message.ts";
import { setStatus } from "./set-status.ts";
import { startingRoutes } from "./starting/starting.routes.ts";
import { conversationTeamRoutes } from "./teams/teams.routes.ts";
import { templatesRoutes } from "./templates/templates.routes.ts";
import { timeRoutes } from "./time/time.routes.ts";
import { changeTopics } from "./topics/change-topics.ts";
import { listOlderEntries, viewConversation } from "./view-conversation.ts";

const params = z.object({ id: conversationId });

/** An agent read on: contacts whose platform shows it hear of it. */
export type OnRead = (organizationId: OrganizationId, conversationId: ConversationId) => void;

/** The Shared Inbox. Every record is fetched through `accessConversation`, every list through the viewer's reach. */
export function conversationsRoutes(ctxOf: RouteCtx, onRead: OnRead): Route[] {
  return [
    ...queueRoutes(ctxOf),
    ...workRoutes(ctxOf, onRead),
    ...timeRoutes(ctxOf),
    ...nextRoutes(ctxOf),
    ...crossChannelRoutes(ctxOf),
    ...schedulingRoutes(ctxOf),
    ...startingRoutes(ctxOf),
    ...templatesRoutes(ctxOf),
    ...conversationTeamRoutes(ctxOf),
    ...draftRoutes(ctxOf),
  ];
}

function queueRoutes(ctxOf: RouteCtx): Route[] {
  const countInTurn = createCountInTurn();
  return [
    route({
      method: "GET",
      url: "/conversations",
      summary: "One page of the queue",
      access: "signed_in",
      rate: "read",
      query: listConversationsQuery,
      answer: listConversationsAnswer,
      handler: async ({ viewer, query }) => await listConversations(ctxOf(viewer), query),
    }),
    route({
      method: "GET",
      url: "/conversation-counts",
      summary: "How many in New and Pending fit a filter; where that is too many to look at, at least how many",
      access: "signed_in",
      rate: "read",
      query: queueFilterQuery,
      answer: filteredCounts,
      handler: async ({ viewer, query }) => await countConversations(ctxOf(viewer), query, countInTurn),
    }),
    route({
      method: "GET",
      url: "/conversations/:id",
      summary: "A conversation with the newest page of its thread",
      access: "signed_in",
      rate: "read",
      params,
      answer: conversationView,
      handler: async ({ viewer, params }) => await viewConversation(ctxOf(viewer), params.id),
    }),
    route({
      method: "GET",
      url: "/conversations/:id/entries",
      summary: "Older entries, on into the contact's earlier conversations",
      access: "signed_in",
      rate: "read",
      params,
      query: z.object({ before: z.string().max(200) }),
      answer: z.object({ entries: z.array(threadEntry), before: z.string().nullable() }),
      handler: async ({ viewer, params, query }) => await listOlderEntries(ctxOf(viewer), params.id, query.before),
    }),
  ];
}

function workRoutes(ctxOf: RouteCtx, onRead: OnRead): Route[] {
  return [
    route({
      method: "POST",
      url: "/conversations/:id/open",
      summary: "Open in the foreground; takes the lock when it is free, or steals it",
      access: "signed_in",
      rate: "write",
      params,
      body: openBody,
      answer: openAnswer,
      handler: async ({ viewer, params, body }) => await openConversation(ctxOf(viewer), params.id, body.steal),
    }),
    route({
      method: "POST",
      url: "/conversations/:id/leave",
      summary: "Move away; releases the lock",
      access: "signed_in",
      rate: "write",
      params,
      handler: async ({ viewer, params }) => await leaveConversation(ctxOf(viewer), params.id),
    }),
    route({
      method: "PUT",
      url: "/conversations/:id/status",
      summary: "Set Pending, Resolved or back to New",
      access: "signed_in",
      rate: "write",
      params,
      body: setStatusBody,
      answer: conversationRow,
      handler: async ({ viewer, params, body }) => await setStatus(ctxOf(viewer), params.id, body),
    }),
    route({
      method: "PUT",
      url: "/conversations/:id/assignee",
      summary: "Assign to somebody, or to nobody",
      access: "signed_in",
      rate: "write",
      params,
      body: setAssigneeBody,
      answer: conversationRow,
      handler: async ({ viewer, params, body }) =>
        await assignConversation(ctxOf(viewer), params.id, body.userId, body),
    }),
    route({
      method: "PATCH",
      url: "/conversations/:id/topics",
      summary: "Add and take off topics",
      access: "signed_in",
      rate: "write",
      params,
      body: changeTopicsBody,
      answer: conversationRow,
      handler: async ({ viewer, params, body }) => await changeTopics(ctxOf(viewer), params.id, body),
    }),
    route({
      method: "GET",
      url: "/conversations/:id/assignees",
      summary: "Who may be assigned",
      access: "signed_in",
      rate: "read",
      params,
      answer: z.object({ items: z.array(assigneeOption) }),
      handler: async ({ viewer, params }) => ({ items: await listAssignees(ctxOf(viewer), params.id) }),
    }),
    route({
      method: "PUT",
      url: "/conversations/:id/read",
      summary: "Everything up to this entry was seen",
      access: "signed_in",
      rate: "write",
      params,
      body: markReadBody,
      handler: async ({ viewer, params, body }) => {
        await markRead(ctxOf(viewer), params.id, body);
        onRead(viewer.organizationId, params.id);
      },
    }),
    route({
      method: "PUT",
      url: "/conversations/:id/unread",
      summary: "Marks it unread, for oneself alone",
      access: "signed_in",
      rate: "write",
      params,
      answer: unreadMark,
      handler: async ({ viewer, params }) => await markUnread(ctxOf(viewer), params.id),
    }),
    route({
      method: "POST",
      url: "/conversations/:id/messages",
      summary: "Reply or add an internal comment; a repeat of the id is the same message",
      access: "signed_in",
      rate: "write",
      params,
      bodyLimit: 512 * 1024,
      body: sendMessageBody,
      answer: sendMessageAnswer,
      handler: async ({ viewer, params, body }, reply) => {
        const sent = await sendMessage(ctxOf(viewer), params.id, body, viewer.name);
        if (!sent.repeated) reply.code(201);
        return { message: sent.message, conversation: sent.conversation };
      },
    }),
  ];
}

function draftRoutes(ctxOf: RouteCtx): Route[] {
  return [
    route({
      method: "GET",
      url: "/drafts",
      summary: "Conversations with something unsent of one's own",
      access: "signed_in",
      rate: "read",
      answer: z.object({ conversationIds: z.array(conversationId) }),
      handler: async ({ viewer }) => ({ conversationIds: await listDrafts(ctxOf(viewer)) }),
    }),
    route({
      method: "PUT",
      url: "/conversations/:id/draft",
      summary: "Keep what was written and not sent",
      access: "signed_in",
      rate: "write",
      params,
      bodyLimit: 512 * 1024,
      body: putDraftBody,
      handler: async ({ viewer, params, body }) => await putDraft(ctxOf(viewer), params.id, body),
    }),
    route({
      method: "DELETE",
      url: "/conversations/:id/draft",
      summary: "Forget the draft",
      access: "signed_in",
      rate: "write",
      params,
      handler: async ({ viewer, params }) => {
        const ctx = ctxOf(viewer);
        await accessConversation(ctx, params.id, "see");
        await deleteDraft(ctx, params.id);
      },
    }),
  ];
}
