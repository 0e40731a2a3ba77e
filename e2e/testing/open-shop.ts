import { z } from "zod";
import { type ApiContacts, addApiContacts } from "./api-contacts.ts";
import { addAgent, type Person, setUp } from "./house.ts";
import type { Guichet } from "./start-guichet.ts";

/** A collection that shows to everybody in every conversation. */
export const EVERYWHERE = { allChannels: true, channelIds: [], onlyTeams: false, teamIds: [] };

/** A channel with two contacts who wait, an agent and an Admin who both work in it, and a team. */
export async function openShop(guichet: Guichet): Promise<{ ada: Person; agent: Person; shop: ApiContacts }> {
  const ada = await setUp(guichet);
  const shop = await addApiContacts(ada, "Shop");
  const channels = { [shop.channelId]: "contributor" } as const;
  const agent = await addAgent(guichet, ada, { firstName: "Bea", lastName: "Lind", channels });
  const users = [
    { userId: ada.id, role: "supervisor" },
    { userId: agent.id, role: "contributor" },
  ];
  await ada.call(z.unknown(), "PUT", `/channels/${shop.channelId}/access`, { users, teamIds: [] });
  await ada.call(z.unknown(), "POST", "/teams", { name: "Workshop" });
  await shop.write("Kai Wong", "Where is my lamp?");
  await shop.write("Anna", "Do you repair?");
  return { ada, agent, shop };
}
