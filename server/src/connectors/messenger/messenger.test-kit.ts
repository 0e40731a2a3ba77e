import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChannelId, EndpointId, LoggedEvent, OrganizationId } from "@guichet/contract";
import { type Database, openDatabase } from "../../db/index.ts";
import { createEventBus, createWake, startDispatcher } from "../../events/index.ts";
import { createFileStore } from "../../files/index.ts";
import { createHttpServer } from "../../http/index.ts";
import type { Log } from "../../lib/log.ts";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { createTestDatabase } from "../../testing/test-database.ts";
import { createAcceptor } from "../accept-delivery.ts";
import type { ChannelForConnector } from "../connector.ts";
import type { Connectors } from "../connectors.ts";
import { startProcessor } from "../process-delivery.ts";
import { createMessengerConnector } from "./connector.ts";
import { createMessenger } from "./create-messenger.ts";
import { makeIdentitySecret } from "./identity-secret.ts";
import type { FoundChannel, MessengerDeps } from "./ports.ts";
import { parseSettings } from "./settings.ts";

type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type TestChannel = Writable<FoundChannel> & { secretId: string; secretKey: string; now: () => Date };
export type World = Awaited<ReturnType<typeof openMessengerWorld>>;
export type Told = Parameters<MessengerDeps["visitorTyping"]>[0];

/** Everything a visitor can reach, with the real way in behind it: accept, process, core, dispatcher, live lines. */
export async function openMessengerWorld(options: { readonly widgetScript?: string } = {}) {
  const made = await createTestDatabase();
  const database = await openDatabase({ url: made.url });
  const folder = mkdtempSync(join(tmpdir(), "guichet-messenger-"));
  const clock = { aheadMs: 0 };
  const now = () => new Date(Date.now() + clock.aheadMs);
  const log = keepingLog();
  const channels = new Map<ChannelId, TestChannel>();
  const accepted: Parameters<MessengerDeps["accept"]>[0][] = [];
  const typing: Told[] = [];
  const wake = createWake();
  const bus = await createEventBus(made.url, log);
  const processor = startProcessor({
    database,
    connectors: new Map([["messenger", createMessengerConnector()]]) as unknown as Connectors,
    channelsOf: async (_organization, endpoint) =>
      [...channels.values()].filter((channel) => channel.endpointId === endpoint).map(toConnectorChannel),
    stepsOf: async () => [],
    now,
    log,
    wake: wake.now,
    typing: () => undefined,
    acknowledge: () => undefined,
  });
  const underWay = new Set<Promise<unknown>>();
  const store = createAcceptor({ database, now, onStored: (delivery) => processor.process(delivery) });
  const files = createFileStore({ root: join(folder, "files") });
  const deps: MessengerDeps = {
    database,
    files,
    log,
    now,
    publicUrl: "http://care.example",
    findChannel: async (id) => channels.get(id),
    accept: async (delivery) => {
      accepted.push(delivery);
      const storing = store(delivery);
      underWay.add(storing);
      return await storing.finally(() => underWay.delete(storing));
    },
    visitorTyping: (told) => void typing.push(told),
    widgetScript: options.widgetScript ?? join(folder, "widget.js"),
    renderDemoPage: ({ channelId, nonce, locale }) =>
      `<html lang="${locale}"><script nonce="${nonce}">"${channelId}"</script>`,
  };
  const messenger = createMessenger(deps);
  const events: LoggedEvent[] = [];
  const dispatcher = startDispatcher({
    database,
    bus,
    wake,
    log,
    onBatch: (batch) => {
      events.push(...batch);
      messenger.hub.onEvents(batch);
    },
  });
  const app = await createHttpServer({
    routes: messenger.routes,
    authenticate: () => Promise.resolve(null),
    publicUrl: deps.publicUrl,
    trustedProxies: [],
    log,
    now: () => Date.now(),
    wake: wake.now,
    checkAnswers: true,
    rateScale: 100,
    before: messenger.guard,
  });
  app.server.on("upgrade", (request, socket, head) => {
    if (!messenger.hub.handleUpgrade(request, socket, head)) socket.destroy();
  });
  await app.listen({ port: 0, host: "127.0.0.1" });
  const organizationId = await insertOrganization(database);

  const world = {
    ...{ database, files, app, messenger, deps, accepted, typing, events, clock, log, organizationId, wake, channels },
    port: portOf(app.server.address()),
    /** A messenger that is open, with its own endpoint and key. */
    async addChannel(settings: Record<string, unknown> = {}, organization = organizationId): Promise<TestChannel> {
      const channel = { ...(await insertChannel(database, organization, settings)), now };
      channels.set(channel.id, channel);
      return channel;
    },
    addOrganization: () => insertOrganization(database),
    /** Waits until what was accepted is in the tables and its events were heard. */
    async settled(): Promise<void> {
      for (;;) {
        await Promise.allSettled(underWay);
        const waiting = await database.system
          .selectFrom("deliveries")
          .select((eb) => eb.fn.countAll<string>().as("count"))
          .where("state", "=", "stored")
          .executeTakeFirstOrThrow();
        const inbox = await database.system.selectFrom("event_inbox").select("id").limit(1).executeTakeFirst();
        if (waiting.count === "0" && inbox === undefined) break;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    },
    async close(): Promise<void> {
      await messenger.hub.close();
      await app.close();
      await processor.stop();
      await dispatcher.stop();
      await bus.close();
      await database.close();
      await made.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return world;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return address.port;
}

function keepingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const keep = (level: string) => (message: string, data?: object, error?: unknown) =>
    void lines.push(`${level} ${message} ${JSON.stringify(data ?? {})} ${error instanceof Error ? error.stack : ""}`);
  return { lines, debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") };
}

function toConnectorChannel(channel: TestChannel): ChannelForConnector {
  return { ...channel, platform: "messenger", externalId: channel.id, settings: parseSettings({}), secrets: {} };
}

async function insertOrganization(database: Database): Promise<OrganizationId> {
  const id = uuidV7() as OrganizationId;
  await database.system.insertInto("organizations").values({ id, name: "Acme" }).execute();
  return id;
}

async function insertChannel(
  database: Database,
  organizationId: OrganizationId,
  settings: Record<string, unknown>,
): Promise<Omit<TestChannel, "now">> {
  const id = uuidV7() as ChannelId;
  const endpointId = uuidV7() as EndpointId;
  const secret = makeIdentitySecret();
  const endpoint = { organization_id: organizationId, id: endpointId, platform: "messenger", secrets: "{}" } as const;
  await database.system.insertInto("endpoints").values(endpoint).execute();
  await database.system
    .insertInto("channels")
    .values({
      ...{ organization_id: organizationId, id, endpoint_id: endpointId, platform: "messenger", external_id: id },
      ...{ name: "Shop", settings: JSON.stringify(settings), secrets: "{}" },
    })
    .execute();
  return {
    ...{ id, organizationId, endpointId, platform: "messenger", name: "Shop", state: "connected", settings },
    endpointSecrets: { identity: [secret.endpoint.identity ?? ""] },
    secretId: secret.shown.secretId ?? "",
    secretKey: secret.shown.secretKey ?? "",
  };
}
