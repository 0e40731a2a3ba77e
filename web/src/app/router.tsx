import { createRouter } from "@tanstack/react-router";
import { CrashPage } from "./crash-page.tsx";
import { NotFoundHere } from "./not-found-page.tsx";
import { routeTree } from "./route-tree.ts";

/** Which address shows which page. */
export const router = createRouter({
  routeTree,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  defaultErrorComponent: CrashPage,
  defaultNotFoundComponent: NotFoundHere,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
