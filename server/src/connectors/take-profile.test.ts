import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildMessage, buildWorld, type World } from "../conversations/conversations.test-kit.ts";
import type { LentClient } from "../db/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { ChannelForConnector, InboundItem } from "./connector.ts";
import { forgetOldRecords } from "./old-records.sql.ts";
import { takeProfile } from "./take-profile.ts";
import { cleanParty } from "./to-inbound-message.ts";

let world: World;
beforeAll(async () => {
  world = await buildWorld();
});
afterAll(async () => await world.close());

const noon = Date.parse("2026-11-22T12:00:00Z");
type Party = Omit<InboundItem["party"], "externalId">;

async function tell(from: string, second: number, told: Party, client?: LentClient): Promise<void> {
  const channel: ChannelForConnector = {
    ...{ id: world.channelId, organizationId: world.organizationId, endpointId: world.endpointId },
    ...{ platform: "api", externalId: "shop", name: "Lamps", settings: {}, secrets: {} },
  };
  const party = { ...told, externalId: from };
  const item = { type: "profile", channelExternalId: "shop", occurredAt: noon + second * 1000, party } as const;
  const take = async (of: LentClient): Promise<void> =>
    await takeProfile(of, world.organizationId, item, channel, new Date());
  await (client === undefined ? world.database.withClient(world.organizationId, take) : take(client));
}

async function write(from: string, second: number, told: Party = {}): Promise<void> {
  const party = { ...told, externalId: from };
  await world.receive(
    buildMessage(world, { party: { externalId: from, ...cleanParty(party) }, occurredAt: noon + second * 1000 }),
  );
}

async function look(from: string) {
  const { rows } = await sql<{ name: string; display_name: string | null; handle: string | null; attributes: object }>`
    select c.name, i.display_name, i.handle, (
      select coalesce(jsonb_object_agg(a.name, v.value), '{}') from attribute_values v
      join attributes a on a.organization_id = v.organization_id and a.id = v.attribute_id where v.contact_id = c.id
    ) as attributes
    from identities i join contacts c on c.organization_id = i.organization_id and c.id = i.contact_id
    where i.external_id = ${from}`.execute(world.database.system);
  return rows[0];
}
async function kept(from: string): Promise<number> {
  const found = await world.database.system
    .selectFrom("early_profiles")
    .select("key")
    .where("external_id", "=", from)
    .execute();
  return found.length;
}

const AD = { attributes: { "Came by": "ADS", Advertisement: "Autumn lamps" } };

describe("what is told of somebody who has not written yet", () => {
  it("W160 the advertisement that brought them stands with the contact from their first message on", async () => {
    const from = uuidV7();
    await tell(from, 1, AD);
    await tell(from, 1, AD);
    expect(await look(from)).toBeUndefined();
    expect(await kept(from)).toBe(1);
    await write(from, 5, { displayName: "Zoe" });
    expect(await look(from)).toMatchObject({ name: "Zoe", attributes: AD.attributes });
    expect(await kept(from)).toBe(0);
  });

  it("W160 I10 in whatever order it came, what was told last counts, also of what the message brings", async () => {
    for (const order of [
      [1, 2, 3],
      [3, 2, 1],
      [2, 3, 1],
    ]) {
      const [before, after] = [uuidV7(), uuidV7()];
      for (const from of [before, after])
        for (const second of order) await tell(from, second, { attributes: { Reference: `link ${second}` } });
      await write(before, 9, { attributes: { Reference: "of the message" } });
      expect(await look(before)).toMatchObject({ attributes: { Reference: "of the message" } });
      await write(after, 2, { attributes: { Reference: "of the message" } });
      expect(await look(after)).toMatchObject({ attributes: { Reference: "link 3" } });
    }
  });

  it("W160 what was taken away again is not there", async () => {
    const from = uuidV7();
    await tell(from, 2, { attributes: { "Opt-in": "" } });
    await tell(from, 1, { attributes: { "Opt-in": "lamps" } });
    await write(from, 5);
    expect(await look(from)).toMatchObject({ attributes: {} });
  });

  it("W160 a name counts where the message brings none that is as new", async () => {
    const [nameless, named] = [uuidV7(), uuidV7()];
    for (const from of [nameless, named]) await tell(from, 1, { displayName: "Zoe before", handle: "zoe" });
    await write(nameless, 5);
    expect(await look(nameless)).toMatchObject({ name: "Zoe before", display_name: "Zoe before", handle: "zoe" });
    await write(named, 5, { displayName: "Zoe now" });
    expect(await look(named)).toMatchObject({ name: "Zoe now", display_name: "Zoe now", handle: "zoe" });
  });

  it("W160 nothing is kept where nothing is told", async () => {
    const from = uuidV7();
    await tell(from, 1, { attributes: {} });
    expect(await kept(from)).toBe(0);
  });

  it("W160 I10 counts when it comes in the very moment in which the first message is written down", async () => {
    const from = uuidV7();
    let first: Promise<void> | undefined;
    await world.database.withClient(world.organizationId, async (client) => {
      await client.query("begin");
      await tell(from, 1, AD, client);
      first = write(from, 5);
      await wait(200);
      await client.query("commit");
    });
    await first;
    expect(await look(from)).toMatchObject({ attributes: AD.attributes });
    expect(await kept(from)).toBe(0);
  });

  it("goes after thirty days without a message", async () => {
    const [old, young] = [uuidV7(), uuidV7()];
    for (const from of [old, young]) await tell(from, 1, AD);
    const days = (count: number) => new Date(Date.now() - count * 86_400_000);
    const age = async (from: string, created_at: Date) =>
      await world.database.system
        .updateTable("early_profiles")
        .set({ created_at })
        .where("external_id", "=", from)
        .execute();
    await age(old, days(31));
    await age(young, days(29));
    await forgetOldRecords(world.database);
    expect([await kept(old), await kept(young)]).toEqual([0, 1]);
  });
});
