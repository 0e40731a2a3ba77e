import { queryOptions } from "@tanstack/react-query";
import { call } from "./call.ts";
import { routes } from "./routes.ts";

/** What the server holds, as the query cache names it. Keys begin with the subject, so that a subject can be refreshed. */
export const queries = {
  me: () =>
    queryOptions({
      queryKey: ["me"],
      queryFn: ({ signal }) => call(routes.getMe, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  /** The world at a position of the event log; the live feed keeps it fresh, so it is never stale by age. */
  bootstrap: () =>
    queryOptions({
      queryKey: ["bootstrap"],
      queryFn: ({ signal }) => call(routes.bootstrap, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  setUp: () => queryOptions({ queryKey: ["set-up"], queryFn: ({ signal }) => call(routes.getSetUp, { signal }) }),
  sessions: () =>
    queryOptions({ queryKey: ["sessions"], queryFn: ({ signal }) => call(routes.listSessions, { signal }) }),
  users: () => queryOptions({ queryKey: ["users"], queryFn: ({ signal }) => call(routes.listUsers, { signal }) }),
  user: (id: string) =>
    queryOptions({
      queryKey: ["users", id],
      queryFn: ({ signal }) => call(routes.getUser, { params: { id }, signal }),
    }),
  awayStates: () =>
    queryOptions({ queryKey: ["away-states"], queryFn: ({ signal }) => call(routes.listAwayStates, { signal }) }),
  prioritization: () =>
    queryOptions({
      queryKey: ["prioritization"],
      queryFn: ({ signal }) => call(routes.getPrioritization, { signal }),
    }),
  teams: () => queryOptions({ queryKey: ["teams"], queryFn: ({ signal }) => call(routes.listTeams, { signal }) }),
  team: (id: string) =>
    queryOptions({
      queryKey: ["teams", id],
      queryFn: ({ signal }) => call(routes.getTeam, { params: { id }, signal }),
    }),
  channels: () =>
    queryOptions({ queryKey: ["channels"], queryFn: ({ signal }) => call(routes.listChannels, { signal }) }),
  channel: (id: string) =>
    queryOptions({
      queryKey: ["channels", id],
      queryFn: ({ signal }) => call(routes.getChannel, { params: { id }, signal }),
    }),
  channelTemplates: (id: string) =>
    queryOptions({
      queryKey: ["channels", id, "templates"],
      queryFn: async ({ signal }) => (await call(routes.getTemplates, { params: { id }, signal })).templates,
    }),
  topics: () => queryOptions({ queryKey: ["topics"], queryFn: ({ signal }) => call(routes.listTopics, { signal }) }),
  tags: () => queryOptions({ queryKey: ["tags"], queryFn: ({ signal }) => call(routes.listTags, { signal }) }),
  automations: () =>
    queryOptions({ queryKey: ["automations"], queryFn: ({ signal }) => call(routes.listAutomations, { signal }) }),
  knowledgeCollections: (state: "live" | "deleted" = "live") =>
    queryOptions({
      queryKey: ["knowledge", "collections", state],
      queryFn: ({ signal }) => call(routes.listKnowledgeCollections, { query: { state }, signal }),
    }),
  knowledgeCollection: (id: string) =>
    queryOptions({
      queryKey: ["knowledge", "collection", id],
      queryFn: ({ signal }) => call(routes.getKnowledgeCollection, { params: { id }, signal }),
    }),
  knowledgeItem: (id: string) =>
    queryOptions({
      queryKey: ["knowledge", "item", id],
      queryFn: ({ signal }) => call(routes.getKnowledgeItem, { params: { id }, signal }),
    }),
  attributes: () =>
    queryOptions({ queryKey: ["attributes"], queryFn: ({ signal }) => call(routes.listAttributes, { signal }) }),
  contactSettings: () =>
    queryOptions({
      queryKey: ["contact-settings"],
      queryFn: ({ signal }) => call(routes.getContactSettings, { signal }),
    }),
  businessHours: () =>
    queryOptions({ queryKey: ["business-hours"], queryFn: ({ signal }) => call(routes.listBusinessHours, { signal }) }),
  autoResponders: () =>
    queryOptions({
      queryKey: ["auto-responders"],
      queryFn: ({ signal }) => call(routes.listAutoResponders, { signal }),
    }),
  slaPolicies: () =>
    queryOptions({ queryKey: ["sla-policies"], queryFn: ({ signal }) => call(routes.listSlaPolicies, { signal }) }),
  /** Looked at again while a changed rule is being applied. */
  contactGroups: () =>
    queryOptions({
      queryKey: ["contact-groups"],
      queryFn: ({ signal }) => call(routes.listContactGroups, { signal }),
      refetchInterval: (query) => (query.state.data?.items.some((group) => group.computing) ? 1500 : false),
    }),
  skillSets: () =>
    queryOptions({
      queryKey: ["skill-sets"],
      queryFn: async ({ signal }) => (await call(routes.listSkillSets, { signal })).items,
    }),
  fallbackTeams: () =>
    queryOptions({
      queryKey: ["fallback-teams"],
      queryFn: async ({ signal }) => (await call(routes.listFallbackTeams, { signal })).teamIds,
    }),
  /** How the choice of teams stands; looked at more often while what waits is being gone through. */
  routing: () =>
    queryOptions({
      queryKey: ["routing"],
      queryFn: ({ signal }) => call(routes.getRouting, { signal }),
      staleTime: 5000,
      refetchInterval: (query) => (query.state.data?.rerouting ? 1000 : 30_000),
    }),
  /** The newest page; the live feed says when to ask again. */
  notifications: () =>
    queryOptions({
      queryKey: ["notifications", "list"],
      queryFn: ({ signal }) => call(routes.listNotifications, { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    }),
  notificationChoices: () =>
    queryOptions({
      queryKey: ["notification-choices"],
      queryFn: ({ signal }) => call(routes.getNotificationChoices, { signal }),
    }),
  /** Asked again when the live feed tells of something, and every minute, for a day ends by itself. */
  insights: () =>
    queryOptions({
      queryKey: ["insights"],
      queryFn: ({ signal }) => call(routes.getInsights, { signal }),
      refetchInterval: 60_000,
    }),
  queueViews: () =>
    queryOptions({ queryKey: ["queue-views"], queryFn: ({ signal }) => call(routes.listQueueViews, { signal }) }),
  queueViewCounts: () =>
    queryOptions({
      queryKey: ["queue-views", "counts"],
      queryFn: ({ signal }) => call(routes.countQueueViews, { signal }),
    }),
  organization: () =>
    queryOptions({ queryKey: ["organization"], queryFn: ({ signal }) => call(routes.getOrganization, { signal }) }),
  reasons: () =>
    queryOptions({
      queryKey: ["resolution-reasons"],
      queryFn: async ({ signal }) => (await call(routes.listReasons, { signal })).items,
    }),
  apiKeys: () =>
    queryOptions({
      queryKey: ["api-keys"],
      queryFn: async ({ signal }) => (await call(routes.listApiKeys, { signal })).items,
    }),
  /** How many problems of each kind and reason; looked at again while the page is open. */
  problemTotals: () =>
    queryOptions({
      queryKey: ["problems", "totals"],
      queryFn: async ({ signal }) => (await call(routes.listProblems, { signal })).totals,
      staleTime: 0,
      refetchInterval: 15_000,
    }),
};
