import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ruleRoutes } from "./rule-routes.ts";
import { serviceRoutes } from "./service-routes.ts";
import { settingsRoute as settings } from "./settings-route.ts";

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
const awayStates = createRoute({
  getParentRoute: () => settings,
  path: "away-states",
  component: lazyRouteComponent(() => import("../../pages/away-states-page.tsx"), "AwayStatesPage"),
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
const topics = createRoute({
  getParentRoute: () => settings,
  path: "topics",
  component: lazyRouteComponent(() => import("../../pages/topics-page.tsx"), "TopicsPage"),
});
const tags = createRoute({
  getParentRoute: () => settings,
  path: "tags",
  component: lazyRouteComponent(() => import("../../pages/tags-page.tsx"), "TagsPage"),
});
const topicRequired = createRoute({
  getParentRoute: () => settings,
  path: "topic-required",
  component: lazyRouteComponent(() => import("../../pages/topic-required-page.tsx"), "TopicRequiredPage"),
});
const queue = createRoute({
  getParentRoute: () => settings,
  path: "queue",
  component: lazyRouteComponent(() => import("../../pages/queue-settings-page.tsx"), "QueueSettingsPage"),
});
const insights = createRoute({
  getParentRoute: () => settings,
  path: "insights",
  component: lazyRouteComponent(() => import("../../pages/insight-settings-page.tsx"), "InsightSettingsPage"),
});
const prioritization = createRoute({
  getParentRoute: () => settings,
  path: "prioritization",
  component: lazyRouteComponent(() => import("../../pages/prioritization-page.tsx"), "PrioritizationPage"),
});
const removeAssignment = createRoute({
  getParentRoute: () => settings,
  path: "remove-assignment",
  component: lazyRouteComponent(() => import("../../pages/remove-assignment-page.tsx"), "RemoveAssignmentPage"),
});
const piiHandling = createRoute({
  getParentRoute: () => settings,
  path: "pii-handling",
  component: lazyRouteComponent(() => import("../../pages/pii-handling-page.tsx"), "PiiHandlingPage"),
});
const reasons = createRoute({
  getParentRoute: () => settings,
  path: "resolution-reasons",
  component: lazyRouteComponent(() => import("../../pages/resolution-reasons-page.tsx"), "ResolutionReasonsPage"),
});
const knowledge = createRoute({
  getParentRoute: () => settings,
  path: "knowledge",
  component: lazyRouteComponent(() => import("../../pages/knowledge-page.tsx"), "KnowledgePage"),
});
const knowledgeCollections = createRoute({
  getParentRoute: () => settings,
  path: "knowledge/collections",
  component: lazyRouteComponent(() => import("../../pages/knowledge-collections-page.tsx"), "KnowledgeCollectionsPage"),
});
const knowledgeDeleted = createRoute({
  getParentRoute: () => settings,
  path: "knowledge/deleted",
  component: lazyRouteComponent(() => import("../../pages/knowledge-deleted-page.tsx"), "KnowledgeDeletedPage"),
});
const addResponse = createRoute({
  getParentRoute: () => settings,
  path: "knowledge/new-response",
  component: lazyRouteComponent(() => import("../../pages/knowledge-item-page.tsx"), "AddResponsePage"),
});
const addArticle = createRoute({
  getParentRoute: () => settings,
  path: "knowledge/new-article",
  component: lazyRouteComponent(() => import("../../pages/knowledge-item-page.tsx"), "AddArticlePage"),
});
const knowledgeItem = createRoute({
  getParentRoute: () => settings,
  path: "knowledge/items/$itemId",
  component: lazyRouteComponent(() => import("../../pages/knowledge-item-page.tsx"), "KnowledgeItemPage"),
});
const addKnowledgeCollection = createRoute({
  getParentRoute: () => settings,
  path: "knowledge/collections/new",
  component: lazyRouteComponent(
    () => import("../../pages/knowledge-collection-page.tsx"),
    "AddKnowledgeCollectionPage",
  ),
});
const knowledgeCollection = createRoute({
  getParentRoute: () => settings,
  path: "knowledge/collections/$collectionId",
  component: lazyRouteComponent(() => import("../../pages/knowledge-collection-page.tsx"), "KnowledgeCollectionPage"),
});
const contactAttributes = createRoute({
  getParentRoute: () => settings,
  path: "contact-attributes",
  component: lazyRouteComponent(() => import("../../pages/contact-attributes-page.tsx"), "ContactAttributesPage"),
});
const contactGroups = createRoute({
  getParentRoute: () => settings,
  path: "contact-groups",
  component: lazyRouteComponent(() => import("../../pages/contact-groups-page.tsx"), "ContactGroupsPage"),
});
const contactGroup = createRoute({
  getParentRoute: () => settings,
  path: "contact-groups/$groupId",
  component: lazyRouteComponent(() => import("../../pages/contact-group-page.tsx"), "ContactGroupPage"),
});
const skillSets = createRoute({
  getParentRoute: () => settings,
  path: "skill-sets",
  component: lazyRouteComponent(() => import("../../pages/skill-sets-page.tsx"), "SkillSetsPage"),
});
const fallbackTeams = createRoute({
  getParentRoute: () => settings,
  path: "skill-sets/fallback",
  component: lazyRouteComponent(() => import("../../pages/fallback-teams-page.tsx"), "FallbackTeamsPage"),
});
const skillSet = createRoute({
  getParentRoute: () => settings,
  path: "skill-sets/$skillSetId",
  component: lazyRouteComponent(() => import("../../pages/skill-set-page.tsx"), "SkillSetPage"),
});
const autoClear = createRoute({
  getParentRoute: () => settings,
  path: "auto-clear",
  component: lazyRouteComponent(() => import("../../pages/auto-clear-page.tsx"), "AutoClearPage"),
});
const mutedContacts = createRoute({
  getParentRoute: () => settings,
  path: "muted-contacts",
  component: lazyRouteComponent(() => import("../../pages/muted-contacts-page.tsx"), "MutedContactsPage"),
});
const mutedPosts = createRoute({
  getParentRoute: () => settings,
  path: "muted-posts",
  component: lazyRouteComponent(() => import("../../pages/muted-posts-page.tsx"), "MutedPostsPage"),
});
const deletedContacts = createRoute({
  getParentRoute: () => settings,
  path: "deleted-contacts",
  component: lazyRouteComponent(() => import("../../pages/deleted-contacts-page.tsx"), "DeletedContactsPage"),
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
    awayStates,
    channels,
    addChannel,
    channel,
    deliveryProblems,
    topics,
    tags,
    ...ruleRoutes,
    topicRequired,
    queue,
    insights,
    prioritization,
    removeAssignment,
    piiHandling,
    reasons,
    knowledge,
    knowledgeCollections,
    knowledgeDeleted,
    addResponse,
    addArticle,
    knowledgeItem,
    addKnowledgeCollection,
    knowledgeCollection,
    contactAttributes,
    contactGroups,
    contactGroup,
    skillSets,
    fallbackTeams,
    skillSet,
    ...serviceRoutes,
    autoClear,
    mutedContacts,
    mutedPosts,
    deletedContacts,
    preferences,
    auditLog,
  ]),
] as const;
