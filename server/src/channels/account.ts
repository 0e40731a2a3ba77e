import { type ChannelId, type Platform, Refusal } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import type { ChannelDeps, ChannelHealth } from "./channel-deps.ts";
import type { ChannelForConnector } from "./channel-for-connector.ts";
import { setChannelState } from "./channel-news.ts";
import { getChannelForConnector } from "./get-channel.ts";
import { getConnector, parseSettings } from "./settings-of-channel.ts";
import { syncTemplates } from "./templates/sync-templates.ts";

type Deps = Pick<ChannelDeps, "connectors" | "accounts" | "secretBox">;

/**
 * The settings with what the platform tells of the account they lead to, before anything is stored. Refuses with
 * `account_refused`, `account_unreachable` or `account_secret_needed`, and with `account_differs` when a channel would
 * become another account: what it has stored belongs to the one it had.
 */
export async function identifyAccount(
  deps: Deps,
  platform: Platform,
  input: Readonly<Record<string, unknown>>,
  before?: ChannelForConnector,
): Promise<Record<string, unknown>> {
  const connector = getConnector(deps.connectors, platform);
  const found = await deps.accounts.identify(platform, parseSettings(connector, input), before);
  if (found === undefined) return input;
  if (!found.ok) throw new Refusal(found.code, { fields: [{ path: `settings.${found.path}`, problem: found.code }] });
  const { settings } = found;
  if (before !== undefined && connector.externalId(settings, before.id) !== before.externalId)
    throw new Refusal("account_differs", { fields: [{ path: "settings", problem: "another account" }] });
  return Object.fromEntries(Object.entries(settings ?? {}));
}

/**
 * Tells the platform where to deliver; what comes of it becomes the channel's state, and its templates are listed. Nothing where
 * nobody has to be told.
 */
export async function connectAccount(ctx: Ctx, deps: Deps, id: ChannelId): Promise<void> {
  const { accounts, secretBox } = deps;
  const health = await accounts.connect(await getChannelForConnector(ctx, secretBox, id));
  if (health !== undefined) await noteHealth(ctx, id, health);
  if (health?.state === "ok") await syncTemplates(ctx, { secretBox, listTemplates: accounts.listTemplates }, id);
}

/** A channel whose platform answers badly but may recover keeps its state: whoever listens finds out. */
export async function noteHealth(ctx: Ctx, id: ChannelId, { state, checks }: ChannelHealth): Promise<void> {
  const failed = checks.find((check) => !check.ok);
  if (state === "ok") await setChannelState(ctx, id, "connected", null);
  if (state === "needs_reconnection")
    await setChannelState(ctx, id, "needs_reconnection", failed?.detail ?? failed?.name ?? null);
}
