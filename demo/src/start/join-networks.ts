import { channelCreated, teamView } from "@guichet/contract";
import type { Played } from "@guichet/simulator";
import type { Admin } from "./admin.ts";
import { list } from "./list.ts";

/** Connects a channel with each network, as its form does, and gives it to every team. */
export async function joinNetworks(admin: Admin, networks: readonly Played[]): Promise<void> {
  const teamIds = (await list(admin, "/teams", teamView)).map(({ id }) => id);
  for (const { network, enterServer } of networks) {
    const [account] = network.accounts();
    const settings = Object.fromEntries((account?.credentials ?? []).map(({ field, value }) => [field, value]));
    const given = { platform: network.id, name: network.name, settings };
    const { channel, secrets } = channelCreated.parse(await admin.call("POST", "/channels", given));
    if (channel.webhookUrl !== null) await enterServer?.(channel.webhookUrl, secrets);
    await admin.call("PUT", `/channels/${channel.id}/access`, { users: channel.users, teamIds });
  }
}
