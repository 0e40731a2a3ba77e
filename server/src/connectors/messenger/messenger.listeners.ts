import type { Listener } from "../../events/index.ts";
import { deleteSessionsOf } from "./visitor/visitors.sql.ts";

/** A deleted channel takes its visitors' tokens with it; they opened nothing since the deletion. */
export const messengerListener: Listener = {
  name: "messenger.sessions",
  hears: ["channel.changed"],
  async handle(event, { db, organizationId }) {
    if (event.type !== "channel.changed" || event.data.change !== "deleted") return;
    await deleteSessionsOf(db, { organizationId, channelId: event.data.channelId });
  },
};
