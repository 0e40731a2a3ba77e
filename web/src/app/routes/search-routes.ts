import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { needWordsApart } from "../../locales/language.ts";
import { readSearchSearch } from "../search-search.ts";
import { signedInRoute } from "./signed-in-route.ts";

const search = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/search",
  validateSearch: readSearchSearch,
  beforeLoad: needWordsApart,
  component: lazyRouteComponent(() => import("../../pages/search-page.tsx"), "SearchPage"),
});

export const searchRoutes = [search] as const;
