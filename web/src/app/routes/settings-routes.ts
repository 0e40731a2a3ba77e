import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { needWordsApart } from "../../locales/language.ts";
import { requireAdmin } from "../gate.ts";
import { signedInRoute } from "./signed-in-route.ts";

const settings = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/settings",
  beforeLoad: async () => {
    await requireAdmin();
    await needWordsApart();
  },
  component: lazyRouteComponent(() => import("../../pages/settings-page.tsx"), "SettingsPage"),
});
const overview = createRoute({
  getParentRoute: () => settings,
  path: "/",
  component: lazyRouteComponent(() => import("../../features/settings/settings-overview.tsx"), "SettingsOverview"),
});
const agents = createRoute({
  getParentRoute: () => settings,
  path: "agents",
  component: lazyRouteComponent(() => import("../../pages/agents-page.tsx"), "AgentsPage"),
});
const addAgent = createRoute({
  getParentRoute: () => settings,
  path: "agents/new",
  component: lazyRouteComponent(() => import("../../pages/add-agent-page.tsx"), "AddAgentPage"),
});
const agent = createRoute({
  getParentRoute: () => settings,
  path: "agents/$userId",
  component: lazyRouteComponent(() => import("../../pages/agent-page.tsx"), "AgentPage"),
});
const teams = createRoute({
  getParentRoute: () => settings,
  path: "teams",
  component: lazyRouteComponent(() => import("../../pages/teams-page.tsx"), "TeamsPage"),
});
const team = createRoute({
  getParentRoute: () => settings,
  path: "teams/$teamId",
  component: lazyRouteComponent(() => import("../../pages/team-page.tsx"), "TeamPage"),
});
const channels = createRoute({
  getParentRoute: () => settings,
  path: "channels",
  component: lazyRouteComponent(() => import("../../pages/channels-page.tsx"), "ChannelsPage"),
});
const addChannel = createRoute({
  getParentRoute: () => settings,
  path: "channels/new",
  component: lazyRouteComponent(() => import("../../pages/add-channel-page.tsx"), "AddChannelPage"),
});
const channel = createRoute({
  getParentRoute: () => settings,
  path: "channels/$channelId",
  component: lazyRouteComponent(() => import("../../pages/channel-page.tsx"), "ChannelPage"),
});
const deliveryProblems = createRoute({
  getParentRoute: () => settings,
  path: "delivery-problems",
  component: lazyRouteComponent(() => import("../../pages/delivery-problems-page.tsx"), "DeliveryProblemsPage"),
});
const preferences = createRoute({
  getParentRoute: () => settings,
  path: "preferences",
  component: lazyRouteComponent(() => import("../../pages/preferences-page.tsx"), "PreferencesPage"),
});
const auditLog = createRoute({
  getParentRoute: () => settings,
  path: "audit-log",
  component: lazyRouteComponent(() => import("../../pages/audit-log-page.tsx"), "AuditLogPage"),
});

export const settingsRoutes = [
  settings.addChildren([
    overview,
    agents,
    addAgent,
    agent,
    teams,
    team,
    channels,
    addChannel,
    channel,
    deliveryProblems,
    preferences,
    auditLog,
  ]),
] as const;
