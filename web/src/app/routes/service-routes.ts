import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { settingsRoute as settings } from "./settings-route.ts";

const businessHours = createRoute({
  getParentRoute: () => settings,
  path: "business-hours",
  component: lazyRouteComponent(() => import("../../pages/business-hours-pages.tsx"), "BusinessHoursPage"),
});
const businessHoursSet = createRoute({
  getParentRoute: () => settings,
  path: "business-hours/$hoursId",
  component: lazyRouteComponent(() => import("../../pages/business-hours-pages.tsx"), "BusinessHoursSetPage"),
});
const slaPolicies = createRoute({
  getParentRoute: () => settings,
  path: "sla-policies",
  component: lazyRouteComponent(() => import("../../pages/sla-policies-pages.tsx"), "SlaPoliciesPage"),
});
const slaPolicy = createRoute({
  getParentRoute: () => settings,
  path: "sla-policies/$policyId",
  component: lazyRouteComponent(() => import("../../pages/sla-policies-pages.tsx"), "SlaPolicyPage"),
});
const autoResponders = createRoute({
  getParentRoute: () => settings,
  path: "auto-responders",
  component: lazyRouteComponent(() => import("../../pages/auto-responders-pages.tsx"), "AutoRespondersPage"),
});
const autoResponder = createRoute({
  getParentRoute: () => settings,
  path: "auto-responders/$responderId",
  component: lazyRouteComponent(() => import("../../pages/auto-responders-pages.tsx"), "AutoResponderPage"),
});
const apiKeys = createRoute({
  getParentRoute: () => settings,
  path: "api-keys",
  component: lazyRouteComponent(() => import("../../pages/api-keys-page.tsx"), "ApiKeysPage"),
});

/** Settings: when one answers, how soon, what answers by itself, and which programs take part. */
export const serviceRoutes = [
  businessHours,
  businessHoursSet,
  slaPolicies,
  slaPolicy,
  autoResponders,
  autoResponder,
  apiKeys,
] as const;
