import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ConversationId, OrganizationId } from "@guichet/contract";
import type { FastifyInstance } from "fastify";
import {
  type AuthDeps,
  type Authenticate,
  apiKeyRoutes,
  createAuthenticator,
  createBackground,
  createCallerReader,
  createPasswordHasher,
  endAllSessions,
  getMe,
  linkRoutes,
  meRoutes,
  signInRoutes,
  tokenRoutes,
} from "./auth/index.ts";
import { automationRoutes } from "./automations/index.ts";
import { bulkRoutes } from "./bulk/index.ts";
import { channelRoutes } from "./channels/index.ts";
import {
  type AcceptDelivery,
  createAccountDoors,
  createConnectorCtx,
  createFindChannel,
  createMessenger,
  type Messenger,
  moderationRoutes,
  type NewDelivery,
  problemsRoutes,
  webhookRoutes,
} from "./connectors/index.ts";
import {
  attributeRoutes,
  contactGroupRoutes,
  contactPhotoRoutes,
  contactSettingsRoutes,
  contactsRoutes,
  noteRoutes,
} from "./contacts/index.ts";
import {
  attachmentsRoutes,
  contactHistory,
  conversationKnowledgeRoutes,
  conversationsRoutes,
  createTryOutPlaces,
  labelsRoutes,
  messagesRoutes,
  mutingRoutes,
  queueViewsRoutes,
} from "./conversations/index.ts";
import { type HealthDeps, healthRoutes } from "./health/index.ts";
import {
  createCallerAddress,
  createHttpServer,
  createRateLimit,
  openApiRoutes,
  type Route,
  type RouteCtx,
} from "./http/index.ts";
import { joinMessenger } from "./join-messenger.ts";
import { joinNetworks } from "./join-networks.ts";
import { knowledgeRoutes } from "./knowledge/index.ts";
import { insightRoutes } from "./metrics/index.ts";
import { notificationRoutes } from "./notifications/index.ts";
import {
  businessHoursRoutes,
  organizationRoutes,
  resolutionReasonRoutes,
  settingsLogRoutes,
} from "./organizations/index.ts";
import { webAppRoutes } from "./pages/index.ts";
import type { Parts } from "./parts.ts";
import { privacyRoutes } from "./privacy/index.ts";
import { proactiveRoutes } from "./proactive/index.ts";
import { bootstrapRoutes, createLiveHub, startLive } from "./realtime/index.ts";
import {
  fallbackRoutes,
  prepareTopicTrial,
  prioritizationRoutes,
  readPrioritization,
  skillSetRoutes,
} from "./routing/index.ts";
import { rulesFileRoutes } from "./rules-file/index.ts";
import { searchRoutes } from "./search/index.ts";
import { slaPolicyRoutes } from "./sla/index.ts";
import { awayStateRoutes, photoRoutes, teamRoutes, userRoutes } from "./users/index.ts";
import { autoResponderRoutes, delegationRoutes } from "./virtual-agents/index.ts";

export type WebOptions = {
  readonly accept: AcceptDelivery;
  readonly process: (delivery: NewDelivery) => void;
  readonly isGreen: HealthDeps["isGreen"];
  readonly onSetUp?: AuthDeps["onSetUp"];
  /** Check every answer against the contract: in tests. */
  readonly checkAnswers?: boolean;
};

const WEB_DIST = fileURLToPath(new URL("../../web/dist", import.meta.url));
const WIDGET_SCRIPT = fileURLToPath(new URL("../../widget/dist/widget.js", import.meta.url));

export type Web = { readonly server: FastifyInstance; readonly routes: readonly Route[]; stop(): Promise<void> };

/** The web role: every route, the agents' live feed and the visitors' lines. Does not listen yet. */
export async function startWeb(parts: Parts, options: WebOptions): Promise<Web> {
  const { config, database, now, log } = parts;
  const authenticate = createAuthenticator({ database, now, secure: config.publicUrl.startsWith("https:") });
  const background = createBackground(log);
  const addressOf = createCallerAddress(config.trustedProxies);
  const hub = createLiveHub({ database, feed: parts.feed, log });
  const messenger = createMessenger({
    database,
    files: parts.files,
    log,
    now,
    publicUrl: config.publicUrl,
    addressOf,
    findChannel: createFindChannel(database, parts.channels),
    accept: options.accept,
    visitorTyping: (typing) =>
      parts.bus.publish(
        "guichet_typing",
        JSON.stringify({ ...typing, identityId: null, who: "contact", userId: null }),
      ),
    widgetScript: WIDGET_SCRIPT,
    ...(await demoPage()),
  });
  const routes = allRoutes(parts, options, authenticate, background, messenger);
  const server = await createHttpServer({
    routes,
    authenticate,
    recognize: createCallerReader({ database, now }),
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    log,
    now: () => now().getTime(),
    wake: parts.wake.now,
    before: messenger.guard,
    patience: database.watch.patience,
    rateScale: config.rateScale,
    ...(options.checkAnswers === undefined ? {} : { checkAnswers: options.checkAnswers }),
    observe: (method, route, status, milliseconds) =>
      parts.metrics.observe("guichet_http_seconds", milliseconds / 1000, { method, route, status: String(status) }),
  });
  const sockets = createRateLimit(() => now().getTime(), config.rateScale);
  const live = startLive({
    database,
    hub,
    bus: parts.bus,
    authenticate,
    publicUrl: config.publicUrl,
    limit: (request) => sockets.take("read", addressOf(request)),
    now,
    log,
    wake: parts.wake.now,
    whenAgentTypes: joinNetworks(parts),
  });
  parts.feed.subscribe((events) => messenger.hub.onEvents(events));
  parts.feed.subscribe((events) => hub.onEvents(events));
  joinMessenger(parts, messenger);
  parts.metrics.gauge("guichet_visitor_lines", "Visitors' lines open in this process", () => messenger.hub.lineCount());
  parts.metrics.gauge("guichet_live_sockets", "Agents' sockets open in this process", () => hub.count());
  server.server.on("upgrade", (request, socket, head) => {
    if (!live.handleUpgrade(request, socket, head) && !messenger.hub.handleUpgrade(request, socket, head))
      socket.destroy();
  });
  return {
    server,
    routes,
    async stop() {
      live.stop();
      await messenger.hub.close();
      await server.close();
      await background.idle();
    },
  };
}

function allRoutes(
  parts: Parts,
  options: WebOptions,
  authenticate: Authenticate,
  background: AuthDeps["background"],
  messenger: Messenger,
): Route[] {
  const { config, database, now, log, mailer, files } = parts;
  const ctxOf: RouteCtx = (viewer) => ({
    db: database.of(viewer.organizationId),
    organizationId: viewer.organizationId,
    actor: { type: "user", id: viewer.userId },
    now,
    log,
  });
  const viewerDeps = { database, now, log };
  const tryOuts = createTryOutPlaces();
  const authDeps: AuthDeps = {
    ...viewerDeps,
    publicUrl: config.publicUrl,
    mailer,
    secretBox: parts.keys.secretBox,
    hasher: createPasswordHasher(),
    authenticate,
    background,
    ...(options.onSetUp === undefined ? {} : { onSetUp: options.onSetUp }),
  };
  const userDeps = { ...viewerDeps, publicUrl: config.publicUrl, mailer, files, endSessions: endAllSessions };
  const onRead = (organizationId: OrganizationId, conversationId: ConversationId) =>
    parts.bus.publish("guichet_read", `${organizationId} ${conversationId}`);
  const routes: Route[] = [
    ...signInRoutes(authDeps),
    ...linkRoutes(authDeps),
    ...meRoutes(authDeps),
    ...apiKeyRoutes(viewerDeps),
    ...tokenRoutes(viewerDeps),
    ...userRoutes(userDeps),
    ...photoRoutes(userDeps),
    ...awayStateRoutes(viewerDeps),
    ...teamRoutes(viewerDeps),
    ...organizationRoutes(viewerDeps),
    ...settingsLogRoutes(viewerDeps),
    ...resolutionReasonRoutes(viewerDeps),
    ...businessHoursRoutes(viewerDeps),
    ...slaPolicyRoutes(viewerDeps),
    ...channelRoutes({
      ...viewerDeps,
      publicUrl: config.publicUrl,
      secretBox: parts.keys.secretBox,
      connectors: parts.connectors,
      checkHealth: async (channel) => {
        const health = await parts.connectors
          .get(channel.platform)
          ?.health(channel, createConnectorCtx(parts.connectorCtx, channel, AbortSignal.timeout(30_000)));
        return health ?? { state: "needs_reconnection", checks: [] };
      },
      accounts: createAccountDoors({ ...parts.connectorCtx, connectors: parts.connectors }),
    }),
    ...bootstrapRoutes({ ctxOf, version: parts.version, readPrioritization, getMe }),
    ...conversationsRoutes(ctxOf, onRead),
    ...bulkRoutes(ctxOf, () => parts.bus.publish("guichet_bulk", "")),
    ...messagesRoutes(ctxOf, parts.outbound),
    ...moderationRoutes(ctxOf, {
      ...{ ...parts.connectorCtx, connectors: parts.connectors, channel: parts.channels.channel },
    }),
    ...skillSetRoutes(viewerDeps, tryOuts),
    ...fallbackRoutes(viewerDeps),
    ...rulesFileRoutes(viewerDeps),
    ...labelsRoutes(viewerDeps),
    ...automationRoutes(viewerDeps, tryOuts, prepareTopicTrial),
    ...autoResponderRoutes(viewerDeps),
    ...delegationRoutes(ctxOf),
    ...mutingRoutes(viewerDeps),
    ...searchRoutes(ctxOf),
    ...privacyRoutes(viewerDeps),
    ...proactiveRoutes(viewerDeps),
    ...queueViewsRoutes(viewerDeps),
    ...conversationKnowledgeRoutes({ ctxOf, files, publicUrl: config.publicUrl }),
    ...knowledgeRoutes({ ...viewerDeps, files, publicUrl: config.publicUrl, linkKey: parts.keys.linkKey }),
    ...contactsRoutes(viewerDeps, contactHistory),
    ...contactPhotoRoutes({ ...viewerDeps, files }),
    ...noteRoutes(viewerDeps),
    ...attributeRoutes(viewerDeps),
    ...contactGroupRoutes(viewerDeps),
    ...prioritizationRoutes(viewerDeps),
    ...contactSettingsRoutes(viewerDeps),
    ...insightRoutes(ctxOf),
    ...notificationRoutes({ ctxOf, mail: mailer.isConfigured }),
    ...attachmentsRoutes({ ctxOf, files, database, linkKey: parts.keys.linkKey, now }),
    ...problemsRoutes({ ctxOf, database, now, log, process: options.process }),
    ...webhookRoutes({
      connectors: parts.connectors,
      findEndpoint: parts.channels.endpoint,
      channelsOf: (organizationId, endpointId) => parts.channels.ofEndpoint(organizationId, endpointId),
      accept: options.accept,
      publicUrl: config.publicUrl,
      now: () => now().getTime(),
    }),
    ...messenger.routes,
    ...healthRoutes({
      database,
      version: parts.version,
      metrics: parts.metrics,
      metricsToken: config.metricsToken,
      isGreen: options.isGreen,
    }),
    ...openApiRoutes(() => routes, parts.version),
    ...webAppRoutes(WEB_DIST),
  ];
  return routes;
}

/** The example shop that shows the messenger; it comes with the widget. */
async function demoPage(): Promise<{ renderDemoPage?: Parameters<typeof createMessenger>[0]["renderDemoPage"] }> {
  const page = new URL("../../widget/demo-page/render-demo-page.ts", import.meta.url);
  if (!existsSync(page)) return {};
  const { renderDemoPage } = await import(page.href);
  return { renderDemoPage };
}
