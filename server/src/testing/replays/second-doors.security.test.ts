import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { uuidV7 } from "../../lib/uuid-v7.ts";
import { bodyFor, comment, draft } from "./bodies.ts";
import { CANARY, call, digest, expectNothing, type House, openHouse } from "./house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => await house?.app.stop());

describe("S10 what is told of a hidden channel", () => {
  it("P88 P128 lists, counts and drafts hold nothing of a hidden channel, whatever is asked for", async () => {
    const filters = [
      "",
      `&channels=${house.hidden.id}`,
      `&channels=${house.hidden.id},${house.own.id}`,
      "&assignedTo=anyone",
      `&assignedTo=${house.insider.id}`,
      "&assignedTo=others,unassigned,me",
      "&sort=newest&limit=100",
      `&search=${CANARY}`,
      `&q=${CANARY}`,
      `&channels=${encodeURIComponent(`${CANARY} channel`)}`,
    ];
    for (const status of ["new", "pending", "resolved"])
      for (const filter of filters) {
        const path = `/conversations?status=${status}${filter}`;
        const answer = await call(house, house.outsider, "GET", path);
        expect(answer.status, path).toBe(200);
        expectNothing(house, answer, path);
      }
    for (const path of ["/bootstrap", "/conversation-counts", "/drafts", "/session"])
      expectNothing(house, await call(house, house.outsider, "GET", path), path);
    for (const path of [`/search?q=${CANARY}`, `/search?q=is:new ${CANARY}`, "/search?q=has:attachment"])
      expectNothing(house, await call(house, house.outsider, "GET", encodeURI(path)), path);
    for (const path of [`/conversations/search?q=${CANARY}`, `/messages?text=${CANARY}`])
      expect([400, 404], path).toContain((await call(house, house.outsider, "GET", path)).status);
    const seen = await call(house, house.insider, "GET", `/conversations?status=new&channels=${house.hidden.id}`);
    expect(JSON.stringify(seen.body)).toContain(CANARY);
  });

  it("P40 a message that answers one of a hidden conversation says nothing of it", async () => {
    const path = `/conversations/${house.own.conversation}/messages`;
    for (const kind of ["comment", "reply"]) {
      const body = { ...comment("see there", { replyToId: house.hidden.message }), kind };
      const answer = await call(house, house.outsider, "POST", path, body);
      expect(answer.status).toBe(201);
      expectNothing(house, answer, kind);
      expect(answer.body).toMatchObject({ message: { replyTo: null } });
    }
    expectNothing(
      house,
      await call(house, house.outsider, "GET", `/conversations/${house.own.conversation}`),
      "thread",
    );
    const honest = await call(house, house.outsider, "POST", path, comment("here", { replyToId: house.own.message }));
    expect(honest.body).toMatchObject({ message: { replyTo: { id: house.own.message } } });
  });

  it("P36 a draft is its author's: neither colleagues nor contacts read or change it", async () => {
    const path = `/conversations/${house.own.conversation}`;
    const text = "DraftOfTheInsider";
    expect((await call(house, house.insider, "PUT", `${path}/draft`, draft({ text }))).status).toBe(204);
    const seen = await call(house, house.outsider, "GET", path);
    expect(JSON.stringify(seen.body)).not.toContain(text);
    expect((await call(house, house.outsider, "PUT", `${path}/draft`, draft({ text: "of another" }))).status).toBe(204);
    expect((await call(house, house.outsider, "DELETE", `${path}/draft`)).status).toBe(204);
    expect((await call(house, undefined, "PUT", `${path}/draft`, draft())).status).toBe(401);
    for (const method of ["GET", "PUT", "DELETE"]) {
      const door = await house.app.call(method, `/messenger/${house.own.id}/drafts/${house.own.conversation}`);
      expect([404, 401], method).toContain(door.status);
    }
    expect((await call(house, house.insider, "GET", path)).body).toMatchObject({ draft: { text } });
  });
});

describe("S9 S10 P92 a refusal is the end of it", () => {
  it("P92 no route that refuses has written anything by then", async () => {
    const routes = (house.app.app.web?.routes ?? []).filter((route) => !route.root && route.method !== "GET");
    let refused = 0;
    for (const route of routes.filter((one) => one.access !== "anyone")) {
      const path = route.url.replace(/:\w+/, idFor(route.url));
      const before = await digest(house);
      for (const body of [undefined, {}, bodyFor(house, route.method, route.url)]) {
        const answer = await call(house, house.outsider, route.method, path, body);
        if (answer.status < 400) continue;
        refused += 1;
        expect(await digest(house), `${route.method} ${path} ${answer.status}`).toBe(before);
      }
      if (/:id/.test(route.url)) expect((await lastTry(route.method, path)).status).toBeGreaterThanOrEqual(400);
    }
    expect(refused).toBeGreaterThan(60);
  });
});

const lastTry = (method: string, path: string) => call(house, house.outsider, method, path, {});

function idFor(url: string): string {
  const { conversation, message, file, id } = house.hidden;
  const [, subject = ""] = url.split("/");
  const ids: Record<string, string> = {
    ...{ conversations: conversation, messages: message, files: file, channels: id },
    ...{ users: house.insider.id, problems: `m:${message}` },
  };
  return ids[subject] ?? uuidV7();
}
