import { NETWORKS, type Played } from "@guichet/simulator";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Script } from "../contacts/script.ts";
import type { Door } from "./door.ts";
import { createNetworkDoor } from "./network-door.ts";

const script: Script = {
  ...{ door: "Facebook", language: "en", page: "post", opening: [], whenAsked: "", turns: [], farewell: "", nudge: "" },
};
let facebook: Played;
let door: Door;
beforeAll(async () => {
  const [play] = NETWORKS;
  if (play === undefined) throw new Error("There is no network.");
  facebook = await play({ port: 0, seed: 1, name: "Atelier Lumen" });
  door = createNetworkDoor(facebook);
});
afterAll(async () => {
  await door.close();
  await facebook.stop();
});

/** The Page answers a comment, as a connected Guichet would. */
async function answer(comment: string, message: string): Promise<void> {
  const credentials = facebook.network.accounts()[0]?.credentials ?? [];
  const credential = (name: string) => credentials.find(({ field }) => field === name)?.value ?? "";
  const answered = await fetch(`${credential("graphUrl")}/v23.0/${comment}/comments`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${credential("pageToken")}` },
    body: JSON.stringify({ message }),
  });
  expect(answered.status).toBe(200);
}

test("under a post one hears what the Page answers oneself, and goes on there", async () => {
  const heard: string[] = [];
  const others: string[] = [];
  const olive = await door.open("Olive Carter", script, (text) => heard.push(text));
  const kofi = await door.open("Kofi Mensah", script, (text) => others.push(text));
  await olive.say("That green!");
  await kofi.say("Too green.");
  const [account] = facebook.network.accounts();
  const contact = account?.contacts().find(({ name }) => name === "Olive Carter");
  const post = contact?.chats.find(({ kind }) => kind === "public")?.id ?? "";
  const thread = () => account?.chat(contact?.id ?? "", post)?.messages ?? [];
  const own = thread().find(({ mine }) => mine)?.id ?? "";
  await answer(own, "It is glass from Murano.");
  await vi.waitFor(() => expect(heard).toEqual(["It is glass from Murano."]), 5000);
  await olive.say("I thought so.");
  expect(thread().find(({ text }) => text === "I thought so.")?.depth).toBe(1);
  expect([heard.length, others]).toEqual([1, []]);
});
