import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../../conversations/conversations.test-kit.ts";
import { claimLookup, recordProfile } from "../../conversations/index.ts";
import { cleanParty } from "../to-inbound-message.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world?.close());

let threads = 0;
/** A message that begins a conversation. */
async function begin(displayName?: string): Promise<void> {
  threads += 1;
  const party = { externalId: "zoe", ...(displayName === undefined ? {} : { displayName }) };
  await world.receive(buildMessage(world, { party, asks: { profile: true }, threadKey: `thread ${threads}` }));
}

const wanted = async (): Promise<number> =>
  (await sql`select id from lookups`.execute(world.database.system)).rows.length;

async function answer(said: Parameters<typeof cleanParty>[0]): Promise<void> {
  const lookup = await claimLookup(world.database, []);
  if (lookup?.kind !== "profile") throw new Error("Nothing is asked.");
  await recordProfile(world.database, lookup, { profile: cleanParty(said), platform: "api" }, new Date());
}

async function known() {
  const { rows } = await sql<{ name: string; display_name: string | null; ref: string | null }>`
    select c.name, i.display_name, p.ref from identities i join contacts c on c.id = i.contact_id
    left join contact_photos p on p.identity_id = i.id where i.external_id = 'zoe'`.execute(world.database.system);
  return rows[0];
}

it("W160 who is named is asked about all the same, for their picture: with a new conversation, every two weeks at most", async () => {
  await begin("Zoé");
  expect(await wanted()).toBe(1);
  await answer({ displayName: "Zoé Martin", photo: { ref: "https://network.example/zoe.jpg" } });
  // The name that came with the message is the newer one.
  expect(await known()).toEqual({ name: "Zoé", display_name: "Zoé", ref: "https://network.example/zoe.jpg" });
  await begin("Zoé");
  expect(await wanted()).toBe(0);
  await sql`update identities set profile_asked_at = now() - interval '15 days'`.execute(world.database.system);
  await begin("Zoé");
  expect(await wanted()).toBe(1);
  await answer({ displayName: "Somebody else", photo: null });
  expect(await known()).toEqual({ name: "Zoé", display_name: "Zoé", ref: "" });
  expect(await wanted()).toBe(0);
});

it("S6 what is no reference that can be kept is as if nothing was said", async () => {
  await sql`update identities set profile_asked_at = null`.execute(world.database.system);
  await begin("Zoé");
  const before = await known();
  await answer({ photo: { ref: `https://network.example/${"x".repeat(5000)}` } });
  expect(await known()).toEqual(before);
  await sql`update identities set profile_asked_at = null`.execute(world.database.system);
  await begin("Zoé");
  await answer({ photo: { ref: "https://network.example/a\u0000b" } });
  expect(await known()).toEqual(before);
});
