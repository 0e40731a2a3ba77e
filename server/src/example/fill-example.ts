import type { ChannelId, OrganizationId, UserId } from "@guichet/contract";
import { type AuditedCtx, appendSettingsChange, viewerCtx } from "../organizations/index.ts";
import type { Parts } from "../parts.ts";
import { fullName, getUserRow } from "../users/index.ts";
import { type ChannelName, TOPICS } from "./cast.ts";
import { insertTopics } from "./example.sql.ts";
import { type MailSettings, makeChannels } from "./make-channels.ts";
import { type Cast, makePeople, makeTeams } from "./make-people.ts";
import { type PastLife, planPast } from "./plan-past.ts";
import { playPast, type Stage } from "./play-past.ts";

export type ExampleDeps = Pick<Parts, "database" | "files" | "keys" | "connectors" | "now" | "log" | "wake">;
export type ExampleOptions = {
  /** The same seed gives the same people and words. */
  readonly seed?: number;
  readonly conversations?: number;
  /** An e-mail channel comes only with a mail server. */
  readonly mail?: MailSettings;
};
export type Example = { readonly cast: Cast; readonly channels: ReadonlyMap<ChannelName, ChannelId> };

/** How many conversations are played at a time: the database is busy, and a person at the screen still gets through. */
const AT_ONCE = 3;

/**
 * Fills an organization with the living example: people of every role, teams, channels, topics and three months of
 * conversations. Everything is announced by the ordinary events, so browsers that look on see it grow. The line
 * `example.filled` in the log of settings is the last thing written.
 */
export async function fillExample(
  deps: ExampleDeps,
  organizationId: OrganizationId,
  adminId: UserId,
  options: ExampleOptions = {},
): Promise<Example> {
  const ctx = await adminCtx(deps, organizationId, adminId);
  const channels = await makeChannels(ctx, deps, options.mail);
  const cast = await makePeople(ctx);
  await makeTeams(ctx, cast, channels);
  const topics = await insertTopics(ctx, TOPICS);
  deps.wake.now();
  const { seed = 1987, conversations = 300 } = options;
  const lives = planPast({ seed, now: deps.now().getTime(), conversations });
  await playAll({ parts: deps, organizationId, cast, channels, topics }, lives, deps.wake.now);
  await appendSettingsChange(ctx, { action: "example.filled", subject: "Atelier Lumen" });
  deps.wake.now();
  return { cast, channels };
}

async function adminCtx(deps: ExampleDeps, organizationId: OrganizationId, userId: UserId): Promise<AuditedCtx> {
  const scope = { db: deps.database.of(organizationId), organizationId };
  const name = fullName(await getUserRow(scope, userId));
  return viewerCtx(deps, { viewer: { organizationId, userId, name }, address: "" });
}

/** The newest life first begins last: what stands open now is written when the rest is there. */
async function playAll(stage: Stage, lives: readonly PastLife[], wake: () => void): Promise<void> {
  const waiting = lives.values();
  const playOneAfterTheOther = async () => {
    for (const life of waiting) {
      for (const past of life) await playPast(stage, past);
      wake();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, playOneAfterTheOther));
}
