/** The platforms' side: deliveries in, messages out, and what went wrong on the way. */
export { type AcceptDelivery, createAcceptor } from "./accept-delivery.ts";
export { type ChannelCache, createChannelCache } from "./channel-cache.ts";
export { type ConnectorCtxDeps, createConnectorCtx } from "./connector-ctx.ts";
export { allConnectors, type Connectors } from "./connectors.ts";
export { startDeliverer } from "./deliver-message.ts";
export { findDeliveryFiles, type NewDelivery } from "./deliveries.sql.ts";
export { startMediaFetcher } from "./fetch-media.ts";
export { createFindChannel } from "./find-channel.ts";
export { startListening } from "./listen-channels.ts";
export { loadOutbound } from "./load-outbound.ts";
export { createMessenger, type Messenger, messengerListener, sweepVisitors } from "./messenger/index.ts";
export { forgetOldRecords } from "./old-records.sql.ts";
export { startProbing, watchProbes } from "./probe.ts";
export { problemsRoutes } from "./problems.routes.ts";
export { startProcessor } from "./process-delivery.ts";
export { tellTyping } from "./tell-typing.ts";
export { webhookRoutes } from "./webhook.routes.ts";
