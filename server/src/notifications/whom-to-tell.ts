import type { LoggedEvent, NotificationKind, UserId } from "@guichet/contract";

export type Told = { readonly userId: UserId; readonly kind: NotificationKind };

/**
 * Who hears of an event, and as what; nobody of what they did themselves. Whether they may see it is asked where it is
 * written down, and again where it is read. Pure. `author`: of the message it is about, when a person wrote it; `supervisors`: of
 * the channel, where they are asked for.
 */
export function whomToTell(event: LoggedEvent, author: UserId | null, supervisors: readonly UserId[] = []): Told[] {
  const told = toldOf(event, author, supervisors).filter(
    ({ userId, kind }) => kind === "send_failed" || !isOwn(event, userId),
  );
  return [...new Map(told.map((one) => [one.userId, one])).values()];
}

function toldOf(event: LoggedEvent, author: UserId | null, supervisors: readonly UserId[]): Told[] {
  switch (event.type) {
    case "conversation.assigned":
      return someone(event.data.assigneeId === event.data.before ? null : event.data.assigneeId, "assigned");
    case "message.received": {
      // What came back from Pending stands in New by now; what a virtual agent has is answered by that, what a machine wrote by nobody.
      const { automatic, status, holderId, assigneeId } = event.data;
      const waits = !automatic && status === "new" && (holderId ?? null) === null;
      return waits ? someone(assigneeId, "answered") : [];
    }
    case "comment.added":
      return event.data.mentions.map((userId) => ({ userId, kind: "mentioned" }));
    case "message.delivery_changed":
      return event.data.state === "failed" ? someone(author, "send_failed") : [];
    case "conversation.status_changed":
      return event.data.boomerang === null
        ? []
        : [...someone(event.data.assigneeId, "boomerang"), ...someone(event.data.boomerang.by, "boomerang")];
    case "boomerang.woke_newer":
      // The conversation that is open is the one to look at.
      return event.data.side === "older"
        ? []
        : [...someone(event.data.assigneeId, "boomerang"), ...someone(event.data.by, "boomerang")];
    case "sla.changed":
      // Whose it is; what is nobody's is the Supervisors' to look after.
      if (event.data.change !== "breached" || event.data.status !== "new") return [];
      return event.data.assigneeId === null
        ? supervisors.map((userId) => ({ userId, kind: "sla_breach" }))
        : someone(event.data.assigneeId, "sla_breach");
    default:
      return [];
  }
}

function someone(userId: UserId | null, kind: NotificationKind): Told[] {
  return userId === null ? [] : [{ userId, kind }];
}

/** What a machine did about somebody's message is not their doing. */
function isOwn(event: LoggedEvent, userId: UserId): boolean {
  return event.actor.type === "user" && event.actor.id === userId;
}
