import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { settingsRoute as settings } from "./settings-route.ts";

const automations = createRoute({
  getParentRoute: () => settings,
  path: "automations",
  component: lazyRouteComponent(() => import("../../pages/automations-page.tsx"), "AutomationsPage"),
});
const automation = createRoute({
  getParentRoute: () => settings,
  path: "automations/$automationId",
  component: lazyRouteComponent(() => import("../../pages/automation-page.tsx"), "AutomationPage"),
});
const rulesFile = createRoute({
  getParentRoute: () => settings,
  path: "rules-file",
  component: lazyRouteComponent(() => import("../../pages/rules-file-page.tsx"), "RulesFilePage"),
});

/** Automations, and all rules as a file. */
export const ruleRoutes = [automations, automation, rulesFile] as const;
