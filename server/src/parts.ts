import { join } from "node:path";
import { type AutomationCache, createAutomationCache } from "./automations/index.ts";
import type { Config } from "./config.ts";
import {
  allConnectors,
  type ChannelCache,
  type ConnectorCtxDeps,
  type Connectors,
  createChannelCache,
} from "./connectors/index.ts";
import type { StepsOf } from "./conversations/index.ts";
import { type Database, openDatabase } from "./db/index.ts";
import {
  createEventBus,
  createEventFeed,
  createWake,
  type EventBus,
  type EventFeed,
  type Wake,
} from "./events/index.ts";
import { createFileStore, type FileStore } from "./files/index.ts";
import { createMetrics, type Metrics } from "./health/index.ts";
import { type InstallationKeys, loadInstallationKeys } from "./installation-key.ts";
import { createLog, type Log } from "./lib/log.ts";
import { createMailer, type Mailer } from "./mail/index.ts";
import { type BusinessHours, createBusinessHours } from "./organizations/index.ts";
import { createOutbound, type Outbound } from "./outbound/index.ts";
import { routingStepsOf } from "./routing/index.ts";
import { createSlaPolicies, type SlaPolicies } from "./sla/index.ts";
import { createInception, type Inception } from "./virtual-agents/index.ts";

/** What every role of a process stands on. */
export type Parts = {
  readonly config: Config;
  readonly version: string;
  readonly log: Log;
  readonly now: () => Date;
  readonly database: Database;
  readonly bus: EventBus;
  readonly wake: Wake;
  readonly feed: EventFeed;
  readonly keys: InstallationKeys;
  readonly files: FileStore;
  readonly outbound: Outbound;
  readonly mailer: Mailer;
  readonly connectors: Connectors;
  readonly channels: ChannelCache;
  readonly automations: AutomationCache;
  readonly inception: Inception;
  readonly businessHours: BusinessHours;
  readonly slaPolicies: SlaPolicies;
  /** The choice of a team. Once for a process, so that all who choose there know the same settings and loads. */
  readonly routingSteps: StepsOf;
  readonly metrics: Metrics;
  readonly connectorCtx: ConnectorCtxDeps;
};

export async function makeParts(config: Config, databaseUrl: string, version: string): Promise<Parts> {
  const log = createLog(config.logLevel);
  const now = () => new Date();
  const database = await openDatabase({
    url: databaseUrl,
    onError: (error) => log.warn("a database connection was lost", { error: error.name }),
  });
  const bus = await createEventBus(databaseUrl, log);
  const wake = createWake();
  const feed = await createEventFeed(database, bus, log);
  const keys = await loadInstallationKeys(config.dataDir);
  const files = createFileStore({
    root: join(config.dataDir, "files"),
    onFull: () =>
      log.error("there is no room for files on the disk of the data folder: new ones are refused until there is"),
  });
  const outbound = createOutbound({ allowPrivateHosts: [...config.allowPrivateHosts] });
  const mailer = createMailer({
    ...(config.smtpUrl === null ? {} : { smtpUrl: config.smtpUrl }),
    from: config.mailFrom,
    publicUrl: config.publicUrl,
    outbound,
  });
  const connectors = allConnectors();
  const channels = createChannelCache({ database, secretBox: keys.secretBox, now });
  const automations = createAutomationCache({ database, log });
  const inception = createInception({ database });
  const businessHours = createBusinessHours({ database });
  const slaPolicies = createSlaPolicies({ database });
  feed.subscribe((events) => {
    if (events.some((event) => event.type === "channel.changed")) channels.forget();
    automations.hear(events);
    inception.hear(events);
    for (const { type, organizationId } of events) {
      if (type === "business_hours.changed") businessHours.forget(organizationId);
      if (type === "sla_policy.changed") slaPolicies.forget(organizationId);
    }
  });
  return {
    config,
    version,
    log,
    now,
    database,
    bus,
    wake,
    feed,
    keys,
    files,
    outbound,
    mailer,
    connectors,
    channels,
    automations,
    inception,
    businessHours,
    slaPolicies,
    routingSteps: routingStepsOf({ database, feed }),
    metrics: createMetrics(),
    connectorCtx: { database, outbound, now, publicUrl: config.publicUrl, log, secretBox: keys.secretBox },
  };
}

export async function closeParts(parts: Parts): Promise<void> {
  parts.feed.stop();
  await parts.bus.close();
  await parts.outbound.close();
  await parts.database.close();
}
