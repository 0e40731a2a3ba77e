import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { needWordsApart } from "../../locales/language.ts";
import { requireAdmin } from "../gate.ts";
import { signedInRoute } from "./signed-in-route.ts";

/** Settings, for Admins: everything below comes with the words that are fetched apart. */
export const settingsRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/settings",
  beforeLoad: async () => {
    await requireAdmin();
    await needWordsApart();
  },
  component: lazyRouteComponent(() => import("../../pages/settings-page.tsx"), "SettingsPage"),
});
