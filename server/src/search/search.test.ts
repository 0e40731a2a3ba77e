import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openSearchHouse, type SearchHouse, whoIn } from "./search.test-kit.ts";

let house: SearchHouse;
beforeAll(async () => {
  house = await openSearchHouse();
});
afterAll(async () => await house?.test.stop());
const search: SearchHouse["search"] = (...asked) => house.search(...asked);
const found: SearchHouse["found"] = (...asked) => house.found(...asked);
const indexed = (): Promise<void> => house.indexed();
const act: SearchHouse["act"] = (...asked) => house.act(...asked);

describe("W136 search", () => {
  it("W136 finds what was said, resolved and muted or not, comments and replies too, with the words marked in plain text", async () => {
    await house.writes("Ina", { text: 'My <b onclick="x">Straße</b> parcel is late, again!' });
    await house.writes("Olu", { text: "strasse parcels" });
    await house.writes("Rei", { text: "Nothing" });
    await act("Rei", "POST", "/messages", { id: crypto.randomUUID(), kind: "comment", text: "Kleinzügiger customer" });
    await act("Olu", "PUT", "/status", { status: "resolved" });
    await indexed();
    expect(await found("STRASSE")).toEqual(["Ina", "Olu"]);
    expect(await found("parcel")).toEqual(["Ina", "Olu"]);
    expect(await found('"parcel"')).toEqual(["Ina"]);
    expect(await found('"late again"')).toEqual(["Ina"]);
    expect(await found('"again late"')).toEqual([]);
    expect(await found("parcel -late")).toEqual(["Olu"]);
    expect(await found("kleinzugiger")).toEqual(["Rei"]);
    expect(await found("parcel is:resolved")).toEqual(["Olu"]);
    const [hit] = (await search("late")).hits;
    expect(hit?.message.excerpt).toEqual([
      { text: 'My <b onclick="x">Straße</b> parcel is ', found: false },
      { text: "late", found: true },
      { text: ", again!", found: false },
    ]);
    expect(hit?.conversation.abilities).toContain("reply");
  });

  it("W136 every script: accents, case, and any two characters where words have no spaces", async () => {
    for (const [name, text] of [
      ["ja", "東京都庁の天気はどうですか"],
      ["zh", "我的订单还没有到"],
      ["th", "สวัสดีครับ พัสดุของฉันอยู่ที่ไหน"],
      ["ar", "أينَ طلبي رقم ٤٤؟"],
      ["ru", "Где мой заказ, Ёлка?"],
      ["el", "Πού είναι η ΠΑΡΑΓΓΕΛΊΑ μου"],
      ["ko", "배송조회 부탁드립니다"],
      ["emoji", "thanks 👍🏽❤️"],
    ] as const)
      await house.writes(name, { text });
    await indexed();
    for (const [q, name] of [
      ["京都", "ja"],
      ["天気", "ja"],
      ["订单", "zh"],
      ["没有到", "zh"],
      ["พัสดุ", "th"],
      ["ัสดีค", "th"],
      ["اين طلبي", "ar"],
      ["елка", "ru"],
      ["παραγγελία", "el"],
      ["조회", "ko"],
      ["👍", "emoji"],
      ["❤", "emoji"],
    ] as const)
      expect(await found(q), q).toEqual([name]);
    expect(await found("都京")).toEqual([]);
  });

  it("W136 contacts by name, handle, number and address come with it; operators leave them out", async () => {
    await house.writes("Zoë Ärmel", { text: "hello" });
    await house.writes("+33 6 12 34 56 78", { text: "hello" });
    await house.writes("a.b@example.org", { text: "hello" });
    await house.work();
    const names = async (q: string) => (await search(q)).contacts.map((one) => one.name);
    expect(await names("zoe arm")).toEqual(["Zoë Ärmel"]);
    expect(await names("A.B@example.org")).toEqual(["a.b@example.org"]);
    expect(await names("+33 6 12 34 56 78")).toEqual(["+33 6 12 34 56 78"]);
    expect(await names("06 12 34 56 78")).toEqual(["+33 6 12 34 56 78"]);
    expect(await names("2345678")).toEqual(["+33 6 12 34 56 78"]);
    expect(await names("345678")).toEqual([]);
    expect(await names("+49 6 12 34 56 78")).toEqual([]);
    expect(await names("zoe is:new")).toEqual([]);
    expect(await names("-zoe")).toEqual([]);
  });

  it("W136 a number written as in the country finds who is known by the international one, and the reverse; also by an attribute", async () => {
    await house.writes("491512345678", { text: "hello" });
    await house.writes("030 1234567", { text: "hello" });
    const held = await house.writes("Mobile Mia", { text: "hello" });
    const mobile = await house.attribute({ name: "Mobile", kind: "phone" });
    await house.setValue(held, mobile.id, "+44 (0)7700 900123");
    await house.work();
    const names = async (q: string) => (await search(q)).contacts.map((one) => one.name);
    expect(await names("01512 345678")).toEqual(["491512345678"]);
    expect(await names("+49 30 1234567")).toEqual(["030 1234567"]);
    expect(await names("0049 (0)30 1234567")).toEqual(["030 1234567"]);
    expect(await names("07700 900123")).toEqual(["Mobile Mia"]);
    expect(await names("00447700900123")).toEqual(["Mobile Mia"]);
    expect(await names("07700 900124")).toEqual([]);
  });

  it("W136 pages of 20, each conversation once, by its newest message that fits", async () => {
    for (let n = 0; n < 45; n += 1) await house.writes(`page ${n}`, { text: `paging ${n}` });
    for (let n = 0; n < 5; n += 1) await house.writes(`page ${n}`, { text: `paging again ${n}` });
    await indexed();
    const first = await search("paging");
    const second = await search("paging", house.agent, first.next ?? "");
    const third = await search("paging", house.agent, second.next ?? "");
    expect([first.hits.length, second.hits.length, third.hits.length, third.next]).toEqual([20, 20, 5, null]);
    expect(new Set([first, second, third].flatMap(whoIn)).size).toBe(45);
    expect(whoIn(first).slice(0, 2)).toEqual(["page 4", "page 3"]);
    expect(second.contacts).toEqual([]);
    expect((await house.as(house.agent, "GET", "/search?q=x&after=nonsense")).status).toBe(400);
  });
});
