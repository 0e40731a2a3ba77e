import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type ChannelsWorld, eventsOf, openChannelsWorld, openOrganization, refusal } from "../channels.test-kit.ts";

let world: ChannelsWorld;
beforeAll(async () => {
  world = await openChannelsWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.clock.pass(3_600_000));

const template = (name: string, more: object = {}) => ({
  ...{ name, language: "en", category: "utility", status: "approved", body: "Hello {{1}}" },
  ...{ prefill: { "1": "contact.name" }, ...more },
});

test("W95 an Admin sets the templates of an API channel, whole; it is announced and in the log of settings", async () => {
  const { admin, organizationId } = await openOrganization(world);
  const { body } = await admin.post("/channels", { platform: "api", name: "Shop" });
  const path = `/channels/${body.channel.id}/templates`;
  expect((await admin.get(path)).body).toEqual({ templates: [] });
  const first = [template("b"), template("a"), template("a", { language: "fr", status: "paused" })];
  expect((await admin.put(path, { templates: first })).status).toBe(200);
  expect((await admin.get(path)).body).toEqual({ templates: first });
  const then = [template("b", { body: "Hello, {{1}}" }), template("a")];
  await admin.put(path, { templates: then });
  expect((await admin.get(path)).body).toEqual({ templates: then });
  const [line] = (await admin.get("/settings-changes")).body.items;
  expect(line).toMatchObject({ action: "channel.changed", subject: "Shop" });
  expect(JSON.stringify(line.before)).toContain("a (fr, paused, utility)");
  expect(JSON.stringify(line.after)).toContain("Hello, {{1}}");
  const told = await eventsOf(world, organizationId);
  // The same again changes nothing, and says nothing.
  await admin.put(path, { templates: then });
  expect(await eventsOf(world, organizationId)).toEqual(told);
  expect(told).toEqual(["created", "edited", "edited"]);
});

test("W95 what is no template changes nothing, and says where it is wrong", async () => {
  const { admin } = await openOrganization(world);
  const { body } = await admin.post("/channels", { platform: "api", name: "Shop" });
  const path = `/channels/${body.channel.id}/templates`;
  await admin.put(path, { templates: [template("kept")] });
  for (const wrong of [template("a b"), template("x", { body: "{{1}} {{3}}" }), template("kept"), { name: "x" }]) {
    const answer = await admin.put(path, { templates: [template("kept"), wrong] });
    expect(refusal(answer), JSON.stringify(wrong)).toBe("invalid_input");
    expect(JSON.stringify(answer.body)).toContain("templates.1");
  }
  expect((await admin.get(path)).body.templates).toHaveLength(1);
});

test("W95 W170 another organization's channel, and one whose platform has no templates, are not there", async () => {
  const { admin } = await openOrganization(world);
  const stranger = await openOrganization(world);
  const { body } = await admin.post("/channels", { platform: "api", name: "Shop" });
  const messenger = await admin.post("/channels", { platform: "messenger", name: "Chat" });
  const path = `/channels/${body.channel.id}/templates`;
  for (const answer of [
    await stranger.admin.get(path),
    await stranger.admin.put(path, { templates: [template("x")] }),
    await admin.get(`/channels/${messenger.body.channel.id}/templates`),
  ])
    expect(refusal(answer)).toBe("not_found");
  expect((await admin.get(path)).body).toEqual({ templates: [] });
});
