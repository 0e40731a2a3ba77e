import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { needWordsApart } from "../../locales/language.ts";
import { signedInRoute } from "./signed-in-route.ts";

const page = () => import("../../pages/analytics-page.tsx");

const analytics = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/analytics",
  component: lazyRouteComponent(page, "AnalyticsPage"),
});
const analyticsHome = createRoute({
  getParentRoute: () => analytics,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/analytics/monitoring", replace: true });
  },
});
const monitoring = createRoute({
  getParentRoute: () => analytics,
  path: "monitoring",
  component: lazyRouteComponent(page, "MonitoringPage"),
});
const reports = createRoute({
  getParentRoute: () => analytics,
  path: "reports",
  component: lazyRouteComponent(page, "ReportsPage"),
});
const exports = createRoute({
  getParentRoute: () => analytics,
  path: "exports",
  component: lazyRouteComponent(page, "ExportsPage"),
});
const help = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/help",
  beforeLoad: needWordsApart,
  component: lazyRouteComponent(() => import("../../pages/help-page.tsx"), "HelpPage"),
});

export const otherRoutes = [analytics.addChildren([analyticsHome, monitoring, reports, exports]), help] as const;
