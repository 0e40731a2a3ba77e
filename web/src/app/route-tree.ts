import { createRootRoute, createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { requireAdmin, requireSignedIn } from "./gate.ts";
import { readInboxSearch } from "./inbox-search.ts";
import { RootFrame } from "./root-frame.tsx";
import { ShellSkeleton } from "./shell/shell-skeleton.tsx";

const root = createRootRoute({ component: RootFrame });

const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: ({ location }) => requireSignedIn(location.href),
  pendingComponent: ShellSkeleton,
  component: lazyRouteComponent(() => import("./shell/signed-in.tsx"), "SignedIn"),
});
const home = createRoute({
  getParentRoute: () => signedIn,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/inbox/$queue", params: { queue: "new" }, replace: true });
  },
});
const inbox = createRoute({
  getParentRoute: () => signedIn,
  path: "/inbox/$queue",
  validateSearch: readInboxSearch,
  component: lazyRouteComponent(() => import("../pages/inbox-route.tsx"), "InboxRoute"),
});
/** Drawn by the same page as its parent, so that opening a conversation does not build the list anew. */
const inboxConversation = createRoute({ getParentRoute: () => inbox, path: "$conversationId" });

export const routeTree = root.addChildren([signedIn.addChildren([home, inbox.addChildren([inboxConversation])])]);
