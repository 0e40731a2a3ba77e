import type { ChannelId } from "@guichet/contract";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSearchHouse, type SearchHouse } from "./search.test-kit.ts";

let house: SearchHouse;
beforeAll(async () => {
  house = await openSearchHouse();
});
afterAll(async () => await house?.test.stop());
const search: SearchHouse["search"] = (...asked) => house.search(...asked);
const found: SearchHouse["found"] = (...asked) => house.found(...asked);
const indexed = (): Promise<void> => house.indexed();
const _act: SearchHouse["act"] = (...asked) => house.act(...asked);

describe("W137 permission", () => {
  it("W137 nobody finds what is on channels they do not see, by words or by names, nor learns that it is there", async () => {
    await house.writes("Pressed", { text: "embargoed scoop", on: house.press });
    await house.admin("PATCH", `/channels/${house.press}`, { name: "Press desk" });
    const both = await house.test.person(house.test.organizationId, "agent", {
      [house.shop]: "viewer",
      [house.press]: "contributor",
    });
    await indexed();
    await house.work();
    expect(await found("embargoed", both)).toEqual(["Pressed"]);
    for (const person of [house.agent, house.viewer, house.outsider]) {
      const seen = await search("embargoed", person);
      expect(seen).toEqual({
        contacts: [],
        moreContacts: false,
        hits: [],
        next: null,
        lookedBackTo: null,
        problems: [],
        indexedSince: null,
        indexedPercent: null,
      });
      // A channel one may not see and one that does not exist are the same.
      const [real, invented] = [
        await search('channel:"Press desk"', person),
        await search('channel:"Other desk"', person),
      ];
      expect(real.hits).toEqual([]);
      expect(JSON.stringify(real).replace("Press desk", "Other desk")).toBe(JSON.stringify(invented));
    }
    expect((await search("Pressed", house.agent)).contacts).toEqual([]);
    expect((await search("Pressed", both)).contacts.map((one) => one.name)).toEqual(["Pressed"]);
    await house.admin("PUT", `/channels/${house.press}/access`, { users: [], teamIds: [] });
    expect(await found("embargoed", both)).toEqual([]);
  });

  it("W137 I22 the index of another organization answers nothing, not even to who asks the database directly", async () => {
    const { database } = house.test.app.parts;
    const other = await house.test.organization();
    const channels = sql`${[house.shop, house.press] as ChannelId[]}::uuid[]`;
    const ask = sql<{
      n: number;
    }>`select count(*)::int as n from guichet_search_messages(${channels}, 'scoop | hello', 'scoop | hello', '-infinity', 'infinity', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 1000)`;
    expect((await ask.execute(database.of(other))).rows[0]?.n).toBe(0);
    expect((await ask.execute(database.of(house.test.organizationId))).rows[0]?.n).toBeGreaterThan(0);
  });
});

describe("what changes", () => {
  it("W136 what is edited is found by what it says now, what is deleted by nothing; erasing a message erases its words at once", async () => {
    await house.writes("edit", { text: "formerly" });
    const { system } = house.test.app.parts.database;
    await indexed();
    const [hit] = (await search("formerly")).hits;
    const message = hit?.message.id ?? "";
    const change = async (set: ReturnType<typeof sql>, kind: string) => {
      await sql`update messages set ${set} where id = ${message}`.execute(system);
      await sql`insert into event_inbox (organization_id, id, type, actor, data, at) values (${house.test.organizationId}, gen_random_uuid(),
        'message.changed', '{"type":"system","name":"test"}', ${JSON.stringify({ messageId: message, change: kind })}::jsonb, now())`.execute(
        system,
      );
      await indexed();
    };
    await change(sql`text = 'nowadays'`, "edited");
    expect([await found("formerly"), await found("nowadays")]).toEqual([[], ["edit"]]);
    await change(sql`text = '', deleted_at = now()`, "deleted");
    expect(await found("nowadays")).toEqual([]);
    const left = await sql`select from message_search where message_id = ${message}`.execute(system);
    expect(left.rows).toEqual([]);

    await house.writes("erased", { text: "erasable" });
    await indexed();
    const erased = (await search("erasable")).hits[0]?.message.id ?? "";
    await sql`delete from messages where id = ${erased}`.execute(system);
    expect((await sql`select from message_search where message_id = ${erased}`.execute(system)).rows).toEqual([]);
    expect(await found("erasable")).toEqual([]);
  });

  it("W128 W136 what was masked is found no more", async () => {
    await house.admin("PATCH", "/organization", {
      masking: { manual: true, creditCards: false, socialSecurity: false, patterns: [] },
    });
    const supervisor = await house.test.person(house.test.organizationId, "agent", { [house.shop]: "supervisor" });
    await house.writes("masked", { text: "maskable rosebud" });
    await indexed();
    const message = (await search("rosebud")).hits[0]?.message.id ?? "";
    const answer = await house.as(supervisor, "POST", `/messages/${message}/masking`, {});
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    await indexed();
    expect([await found("rosebud"), await found("maskable")]).toEqual([[], []]);
    const left = await sql`select from message_search where words @@ 'rosebud'`.execute(
      house.test.app.parts.database.system,
    );
    expect(left.rows).toEqual([]);
  });
});
