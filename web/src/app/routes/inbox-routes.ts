import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { type InboxSearch, readInboxSearch } from "../inbox-search.ts";
import { signedInRoute } from "./signed-in-route.ts";

const home = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox/$queue", params: { queue: "new" }, replace: true });
  },
});
const inbox = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/inbox/$queue",
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import("../../pages/inbox-route.tsx"), "InboxRoute"),
});
/** Drawn by its parent's page, so that opening a conversation does not build the list anew. */
const inboxConversation = createRoute({ getParentRoute: () => inbox, path: "$conversationId" });
/** A link to a conversation, and to a message in it, holds whatever becomes of it: its queue is looked up when it is opened. */
const conversationLink = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/conversations/$conversationId",
  validateSearch: (search: Record<string, unknown>): Pick<InboxSearch, "message"> => {
    const { message } = readInboxSearch(search);
    return message === undefined ? {} : { message };
  },
  loaderDeps: ({ search }) => search,
  loader: async ({ params, deps }) => {
    const { conversation } = await call(routes.getConversation, { params: { id: params.conversationId } });
    throw redirect({
      to: "/inbox/$queue/$conversationId",
      params: { queue: conversation.status, conversationId: conversation.id },
      search: deps,
      replace: true,
    });
  },
});

export const inboxRoutes = [home, inbox.addChildren([inboxConversation]), conversationLink] as const;
