import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { requireSignedIn } from "../gate.ts";
import { ShellSkeleton } from "../shell/shell-skeleton.tsx";
import { rootRoute } from "./root-route.ts";

/** Above every page that needs somebody signed in. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  beforeLoad: ({ location }) => requireSignedIn(location.href),
  pendingComponent: ShellSkeleton,
  component: lazyRouteComponent(() => import("../shell/signed-in.tsx"), "SignedIn"),
});
