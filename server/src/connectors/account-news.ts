import type { ChannelId, OrganizationId } from "@guichet/contract";
import { listConnectedChannels, noteHealth, syncTemplates } from "../channels/index.ts";
import type { Ctx } from "../db/index.ts";
import { takeLease } from "../events/index.ts";
import type { SecretBox } from "../lib/secret-box.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { AccountDoors } from "./account-doors.ts";
import type { ChannelForConnector } from "./connector.ts";
import { type ConnectorCtxDeps, createConnectorCtx } from "./connector-ctx.ts";
import type { Connectors } from "./connectors.ts";

type Deps = ConnectorCtxDeps & {
  readonly connectors: Connectors;
  readonly accounts: AccountDoors;
  readonly secretBox: SecretBox;
};
type About = "templates" | "health";

const EVERY_MS = 3_600_000;
/** A platform tells of many templates in a row: they are listed once for all of them. */
const SETTLE_MS = 500;
const HEALTH_MS = 30_000;

/**
 * What follows from news of an account: its templates are listed anew, or its health is asked for and becomes the channel's
 * state. Where templates are listed that happens every hour as well, in one process, in case a notice was lost.
 */
export function startAccountNews(deps: Deps): {
  take(channel: ChannelForConnector, about: About): void;
  stop(): Promise<void>;
} {
  const holder = uuidV7();
  const waiting = new Map<string, NodeJS.Timeout>();
  const running = new Set<Promise<void>>();

  function run(work: () => Promise<unknown>, channelId: string): void {
    const done: Promise<void> = work()
      .then(() => undefined)
      .catch((error: unknown) => deps.log.error("news of an account came to nothing", { channel: channelId }, error))
      .finally(() => running.delete(done));
    running.add(done);
  }

  async function round(): Promise<void> {
    if ((await takeLease(deps.database.system, "templates", holder, EVERY_MS / 1000 - 60)) === undefined) return;
    for (const { organizationId, channelId, platform } of await listConnectedChannels(deps.database.system))
      if (deps.connectors.get(platform)?.listTemplates !== undefined)
        await listAnew(deps, organizationId, channelId).catch((error: unknown) =>
          // The others are listed all the same.
          deps.log.error("the templates of a channel could not be listed", { channel: channelId }, error),
        );
  }

  const timer = setInterval(() => run(round, "all"), EVERY_MS);
  return {
    take(channel, about) {
      const key = `${about} ${channel.id}`;
      if (waiting.has(key)) return;
      const later = setTimeout(() => {
        waiting.delete(key);
        run(async () => await follow(deps, channel, about), channel.id);
      }, SETTLE_MS);
      waiting.set(key, later);
    },
    async stop() {
      clearInterval(timer);
      for (const later of waiting.values()) clearTimeout(later);
      await Promise.all(running);
    },
  };
}

async function follow(deps: Deps, channel: ChannelForConnector, about: About): Promise<void> {
  const ctx = ctxOf(deps, channel.organizationId as OrganizationId);
  const id = channel.id as ChannelId;
  if (about === "templates") return await listAnew(deps, ctx.organizationId, id);
  const connectorCtx = createConnectorCtx(deps, channel, AbortSignal.timeout(HEALTH_MS));
  const health = await deps.connectors.get(channel.platform)?.health(channel, connectorCtx);
  if (health !== undefined) await noteHealth(ctx, id, health);
}

async function listAnew(deps: Deps, organizationId: OrganizationId, channelId: ChannelId): Promise<void> {
  const { secretBox, accounts } = deps;
  await syncTemplates(ctxOf(deps, organizationId), { secretBox, listTemplates: accounts.listTemplates }, channelId);
}

function ctxOf(deps: Deps, organizationId: OrganizationId): Ctx {
  return {
    db: deps.database.of(organizationId),
    organizationId,
    actor: { type: "system", name: "Guichet" },
    now: deps.now,
    log: deps.log,
  };
}
