import type { ChannelId } from "@guichet/contract";
import type { Ctx } from "../db/index.ts";
import type { Listener } from "../events/index.ts";
import { type Mailer, renderChannelDisconnected } from "../mail/index.ts";
import { findTrouble, listAdmins } from "./channel-trouble.sql.ts";

export type NotificationDeps = {
  readonly mailer: Mailer;
  readonly publicUrl: string;
  /** Work that nobody waits for; a failure is logged. */
  readonly later: (name: string, work: () => Promise<void>) => void;
};

/** I15: a channel that needs reconnection is loud: every Admin gets a mail; agents see it in the inbox. */
export function channelTroubleListener(deps: NotificationDeps): Listener {
  return {
    name: "notifications.channels",
    hears: ["channel.changed"],
    async handle(event, ctx) {
      if (event.type !== "channel.changed" || event.data.change !== "state") return;
      await tellAdmins(deps, ctx, event.data.channelId);
    },
  };
}

async function tellAdmins(deps: NotificationDeps, ctx: Ctx, channelId: ChannelId): Promise<void> {
  const trouble = await findTrouble(ctx, channelId);
  if (trouble === undefined) return;
  for (const admin of await listAdmins(ctx)) {
    // After the listener's transaction: a slow mail server must not hold it open.
    deps.later("channel disconnected mail", async () => {
      const mail = renderChannelDisconnected({
        locale: admin.locale,
        name: admin.first_name,
        ...trouble,
        link: linkTo(deps, channelId),
      });
      await deps.mailer.send({ to: admin.email, ...mail });
    });
  }
}

function linkTo(deps: NotificationDeps, channelId: ChannelId): string {
  return `${deps.publicUrl}/settings/channels/${channelId}`;
}
