import type { ChannelId, OrganizationId, UserId } from "@guichet/contract";
import { createAutomationCache } from "../automations/index.ts";
import { type AuditedCtx, appendSettingsChange, viewerCtx } from "../organizations/index.ts";
import type { Parts } from "../parts.ts";

import { createAwayState, fullName, getUserRow } from "../users/index.ts";
import { AWAY_STATES, type ChannelName, FOUNDER } from "./cast.ts";
import { holdClocks } from "./example.sql.ts";
import { knowContacts } from "./know-contacts.ts";
import { makeAutomations } from "./make-automations.ts";
import { type MailSettings, makeChannels } from "./make-channels.ts";
import { makeHours } from "./make-hours.ts";
import { makeKnowledge } from "./make-knowledge.ts";
import { makeLabels } from "./make-labels.ts";
import { type Cast, makePeople, makeTeams } from "./make-people.ts";
import { makeResponders } from "./make-responders.ts";
import { makeRouting } from "./make-routing.ts";
import { makeTemplates } from "./make-templates.ts";
import { planOddDays } from "./odd-days/plan-odd-days.ts";
import { type PastConversation, type PastLife, planPast } from "./plan-past.ts";
import { playPast } from "./play-past.ts";
import { readWhatWasTold } from "./read-what-was-told.ts";
import { saveViews } from "./save-views.ts";
import type { Stage } from "./stage.ts";
import { retuneSettings, tuneSettings } from "./tune-settings.ts";

export type ExampleDeps = Pick<Parts, "database" | "files" | "keys" | "connectors" | "now" | "log" | "wake"> & {
  readonly config: Pick<Parts["config"], "publicUrl">;
};
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
/** Longer than playing takes; an end that never comes holds the clocks no longer than this. */
const MOST_PLAYING_MS = 30 * 60_000;
/** The shop has worked with it since before the first conversation. */
const OPENED_MS = 95 * 86_400_000;

/**
 * Fills an organization with the living example: people of every role, teams, channels, topics, tags, a knowledge base in
 * two languages and three months of conversations. Everything is announced by the ordinary events, so browsers that look
 * on see it grow. The line `example.filled` in the log of settings is the last thing written.
 */
export async function fillExample(
  deps: ExampleDeps,
  organizationId: OrganizationId,
  adminId: UserId,
  options: ExampleOptions = {},
): Promise<Example> {
  const ctx = await adminCtx(deps, organizationId, adminId);
  const now = deps.now().getTime();
  const stage = await setStage(deps, { ...ctx, now: () => new Date(now - OPENED_MS) }, adminId, options);
  deps.wake.now();
  const { seed = 1987, conversations = 300 } = options;
  const mail = options.mail !== undefined;
  const lives = [...planPast({ seed, now, conversations, mail }), ...planOddDays(now)];
  // What is played lies months back: nothing of it shall fall due before its next step.
  await holdClocks(ctx, new Date(now + MOST_PLAYING_MS));
  await playAll(stage, lives, deps.wake.now);
  await retuneSettings(stage, now);
  await saveViews(stage, now);
  await knowContacts(ctx, seed);
  await makeRouting(ctx, stage.labels);
  await makeResponders(ctx, stage.channels);
  await holdClocks(ctx, null);
  await readWhatWasTold(ctx, deps.database.system, now);
  await appendSettingsChange(ctx, { action: "example.filled", subject: "Atelier Lumen" });
  deps.wake.now();
  return { cast: stage.cast, channels: stage.channels };
}

/** Channels, people, teams and what Admins have set up, before anybody writes. */
async function setStage(deps: ExampleDeps, ctx: AuditedCtx, adminId: UserId, { mail }: ExampleOptions): Promise<Stage> {
  const channels = await makeChannels(ctx, deps, mail);
  const colleagues = await makePeople(ctx);
  const cast: Cast = new Map([...colleagues, [FOUNDER, { userId: adminId, name: ctx.by.name }]]);
  await makeTeams(ctx, cast, channels);
  for (const name of AWAY_STATES) await createAwayState(ctx, name);
  await makeHours(ctx, channels);
  const labels = await makeLabels(ctx);
  const { publicUrl } = deps.config;
  await makeKnowledge(ctx, { files: deps.files, linkKey: deps.keys.linkKey, publicUrl }, channels);
  const openedAt = ctx.now().getTime();
  const stage = { parts: deps, organizationId: ctx.organizationId, cast, channels, labels, steps: [] };
  await tuneSettings(stage, openedAt);
  await makeTemplates(stage, openedAt + 26_000_000);
  await makeAutomations(stage, openedAt);
  return { ...stage, steps: await createAutomationCache(deps).stepsOf(ctx.organizationId) };
}

async function adminCtx(deps: ExampleDeps, organizationId: OrganizationId, userId: UserId): Promise<AuditedCtx> {
  const scope = { db: deps.database.of(organizationId), organizationId };
  const name = fullName(await getUserRow(scope, userId));
  return viewerCtx(deps, { viewer: { organizationId, userId, name }, address: "" });
}

/**
 * In the order in which conversations ended, some at a time. One waits for an earlier one of the same contact, and for an
 * earlier one that the same agent had open: nobody looks at two.
 */
async function playAll(stage: Stage, lives: readonly PastLife[], wake: () => void): Promise<void> {
  const inOrder = lives
    .flatMap((life, contact) => life.map((past) => ({ past, keys: [String(contact), ...openersOf(past)] })))
    .sort((a, b) => endOf(a.past) - endOf(b.past));
  const waiting = inOrder.values();
  const last = new Map<string, Promise<void>>();
  const playOneAfterTheOther = async () => {
    for (const { past, keys } of waiting) {
      const earlier = keys.map((key) => last.get(key));
      const playing = Promise.all(earlier).then(() => playPast(stage, past));
      for (const key of keys) last.set(key, playing);
      await playing;
      wake();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, playOneAfterTheOther));
}

function openersOf(past: PastConversation): string[] {
  return [...new Set(past.steps.flatMap((step) => (step.type === "open" ? [step.agent] : [])))];
}

function endOf(past: PastConversation): number {
  return past.steps.at(-1)?.at ?? 0;
}
