import type { ConversationId, LoggedEvent, UserId } from "@guichet/contract";
import type { Ctx, Database } from "../../db/index.ts";
import type { Listener } from "../../events/index.ts";
import { loadSettings } from "../choosing/load-settings.ts";
import { createLoads, type Loads } from "../choosing/loads.ts";
import { reroute } from "./reroute.ts";
import { hasRouted, listOpenOfContact, wantRerouting } from "./reroutings.sql.ts";

/** By then every process has heard of a change of settings, and nobody decides by the old ones any more. Milliseconds. */
const SETTLED_MS = 2000;

/**
 * Chooses teams anew when something else than a contact's message changes what counts (analytics, 5.2); messages see to it
 * themselves. Handling an event twice changes nothing.
 */
export function routingListener({ database }: { readonly database: Database }): Listener {
  const loads = createLoads({ database });
  return {
    name: "routing",
    hears: [
      "topic.added",
      "topic.removed",
      "contact.changed",
      "conversation.status_changed",
      "conversation.handed",
      "skill_set.changed",
      "fallback_teams.changed",
      "topic.changed",
      "contact_group.changed",
      "team.changed",
      "channel.changed",
      "user.changed",
    ],
    async handle(event, ctx) {
      if (changesSettings(event)) return await afterSettings(ctx);
      switch (event.type) {
        case "topic.added":
        case "topic.removed":
          // What a rule put on at the intake was seen there.
          if (event.actor.type === "user") await afterTopics(ctx, loads, event.data.conversationId, event.actor.id);
          return;
        case "contact.changed":
          if (!["name", "notes", "muted", "photo"].includes(event.data.change))
            await afterGroups(ctx, loads, event.data.contactId);
          return;
        case "conversation.status_changed":
          await afterReturn(ctx, loads, event);
          return;
        case "conversation.handed":
          // Handed over by the virtual agent itself, it has got its team in the same moment.
          if (event.data.cause === "taken_over" && event.actor.type === "user")
            await reroute(ctx, loads, [event.data.conversationId], "handed_over", { causedBy: event.actor.id });
          return;
        default:
      }
    },
  };
}

/** What teams are chosen by, or whom they can be given to, is another than before. */
function changesSettings(event: LoggedEvent): boolean {
  switch (event.type) {
    case "skill_set.changed":
    case "fallback_teams.changed":
      return true;
    case "topic.changed":
      return event.data.change === "deleted" || event.data.change === "restored";
    case "contact_group.changed":
      return event.data.change === "members" || event.data.change === "deleted";
    case "team.changed":
      return event.data.change !== "created" && event.data.change !== "edited";
    case "channel.changed":
      return event.data.change === "access";
    case "user.changed":
      return ["access", "deactivated", "reactivated"].includes(event.data.change);
    default:
      return false;
  }
}

/** Where teams are not chosen, and none has anything, there is nothing to go through. */
async function afterSettings(ctx: Ctx): Promise<void> {
  if ((await loadSettings(ctx)) === undefined && !(await hasRouted(ctx))) return;
  await wantRerouting(ctx, new Date(ctx.now().getTime() + SETTLED_MS));
}

async function afterTopics(ctx: Ctx, loads: Loads, id: ConversationId, causedBy: UserId): Promise<void> {
  await reroute(ctx, loads, [id], "topics", { causedBy });
}

async function afterGroups(ctx: Ctx, loads: Loads, contactId: string): Promise<void> {
  const settings = await loadSettings(ctx);
  if (settings === undefined || !settings.asks.groups) return;
  await reroute(ctx, loads, await listOpenOfContact(ctx, contactId), "contact_groups", {});
}

/** R65. What a contact's message brought back has chosen already, unless nothing is set up any more. */
async function afterReturn(
  ctx: Ctx,
  loads: Loads,
  { data }: Extract<LoggedEvent, { type: "conversation.status_changed" }>,
): Promise<void> {
  if (data.status !== "new" || data.before === "new") return;
  const byMessage = data.cause === "contact_message";
  if (byMessage && (data.teamId === null || (await loadSettings(ctx)) !== undefined)) return;
  // Being resolved ends what a person chose, unless that is taken back itself.
  const forgetHand = data.before === "resolved" && data.cause !== "undone";
  await reroute(ctx, loads, [data.conversationId], "returned", { forgetHand, alsoUnused: data.teamId !== null });
}
