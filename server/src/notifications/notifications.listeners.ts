import type { ChannelId, LoggedEvent, UserId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import { appendEvents, type Listener } from "../events/index.ts";
import { failpoint } from "../lib/failpoint.ts";
import { usersWithAccess } from "../users/index.ts";
import { addMails } from "./mailing/notification-mails.sql.ts";
import { type About, addNotifications, findAuthor } from "./notifications.sql.ts";
import { type Told, whomToTell } from "./whom-to-tell.ts";

/** W145: writes down who is to hear of what. Handling an event twice tells nobody twice. */
export const notificationsListener: Listener = {
  name: "notifications",
  hears: [
    "conversation.assigned",
    "message.received",
    "comment.added",
    "message.delivery_changed",
    "conversation.status_changed",
    "boomerang.woke_newer",
    "sla.changed",
  ],
  // Most of what contacts write is nobody's yet.
  minds: (event) => event.type !== "message.received" || whomToTell(event, null).length > 0,
  async handle(event, ctx) {
    if (!("conversationId" in event.data)) return;
    const failed = event.type === "message.delivery_changed" && event.data.state === "failed";
    const author = failed ? await findAuthor(ctx, event.data.messageId) : null;
    const { channelId, conversationId } = event.data;
    const messageId = "messageId" in event.data ? event.data.messageId : null;
    const breached = event.type === "sla.changed" && event.data.change === "breached" && event.data.assigneeId === null;
    const supervisors = breached ? await listSupervisors(ctx, channelId) : [];
    await tell(ctx, event, { channelId, conversationId, messageId }, whomToTell(event, author, supervisors));
  },
};

async function listSupervisors(ctx: Ctx, channelId: ChannelId): Promise<UserId[]> {
  const people = await usersWithAccess(ctx, channelId);
  return people.filter(({ role, deactivated }) => role === "supervisor" && !deactivated).map(({ id }) => id);
}

/** Notifications, the mails that go with them and the news for open browsers, in the listener's transaction. */
export async function tell(ctx: Ctx, event: LoggedEvent, about: About, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  const added = await addNotifications(ctx, event, about, told);
  await addMails(ctx, added);
  await failpoint("notifications.before_commit");
  await appendEvents(
    ctx,
    added.map(({ id, userId }) => ({ type: "notifications.changed", data: { userId, added: id } })),
  );
}
