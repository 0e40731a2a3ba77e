import { type ChannelId, FIRST_CHOICES, type LoggedEvent, type UserId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setChannelState } from "../channels/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { Mail } from "../mail/index.ts";
import { openTestWorld } from "../organizations/organization.test-kit.ts";
import { channelTroubleListener } from "./channel-trouble.listeners.ts";
import { sendDueMails } from "./mailing/send-due-mails.ts";

let world: Awaited<ReturnType<typeof openTestWorld>>;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(async () => await world.close());

it("I15 W147 every Admin hears of a channel that needs reconnection or falls silent, in their language, in quiet hours too, and of nothing else", async () => {
  const organizationId = await world.buildOrganization("Lumen");
  const { system } = world.database;
  const [endpointId, channelId] = [uuidV7(), uuidV7() as ChannelId];
  await system
    .insertInto("endpoints")
    .values({ organization_id: organizationId, id: endpointId as never, platform: "email", secrets: "{}" })
    .execute();
  await system
    .insertInto("channels")
    .values({
      organization_id: organizationId,
      id: channelId,
      endpoint_id: endpointId as never,
      platform: "email",
      external_id: "a@b.example",
      name: "Support",
      settings: "{}",
      secrets: "{}",
    })
    .execute();
  for (const [first, role, locale] of [
    ["Ada", "admin", "en"],
    ["Béa", "admin", "fr"],
    ["Kai", "agent", "en"],
  ] as const) {
    const id = uuidV7() as UserId;
    await system
      .insertInto("users")
      .values({
        organization_id: organizationId,
        id,
        email: `${role}-${locale}@lumen.example`,
        first_name: first,
        last_name: "X",
        account_role: role,
        locale,
        preferences: "{}",
      })
      .execute();
    const quiet = { from: timeOfDay(-2), until: timeOfDay(2) };
    await system
      .insertInto("notification_choices")
      .values({ organization_id: organizationId, user_id: id, choices: JSON.stringify({ ...FIRST_CHOICES, quiet }) })
      .execute();
  }
  const mails: Mail[] = [];
  const deps = {
    database: world.database,
    mailer: {
      isConfigured: true,
      send: async (mail: Mail) => {
        mails.push(mail);
        return { delivered: true as const, messageId: "x" };
      },
    },
    publicUrl: "https://care.example",
    now: () => new Date(),
    log: world.ctx(organizationId).log,
  };
  const tell = async () => {
    const event = {
      ...{
        type: "channel.changed",
        data: { channelId, change: "state" },
        id: uuidV7(),
        organizationId,
        at: Date.now(),
      },
      ...{ position: "1", seq: null, actor: { type: "system", name: "Guichet" } },
    } as unknown as LoggedEvent;
    const ctx = world.ctx(organizationId);
    await ctx.db.transaction().execute((db) => channelTroubleListener.handle(event, { ...ctx, db }));
    while ((await sendDueMails(deps)) > 0);
  };
  await tell();
  expect(mails).toEqual([]);
  await setChannelState(world.ctx(organizationId), channelId, "needs_reconnection", "sign-in refused");
  await tell();
  expect(mails.map((mail) => mail.to).sort()).toEqual(["admin-en@lumen.example", "admin-fr@lumen.example"]);
  expect(
    mails.every(
      (mail) =>
        mail.text.includes("Support") && mail.text.includes(`https://care.example/settings/channels/${channelId}`),
    ),
  ).toBe(true);
  await setChannelState(world.ctx(organizationId), channelId, "connected", null);
  await tell();
  expect(mails).toHaveLength(2);
  await setChannelState(world.ctx(organizationId), channelId, "silent", "timed out");
  await tell();
  const told = mails.slice(2).map((mail) => mail.subject);
  expect(told.sort()).toEqual(["Le canal Support ne répond plus", "The channel Support has fallen silent"]);
  // It comes and goes: once an hour is enough, unless somebody must act.
  for (const state of ["connected", "silent", "connected", "silent"] as const) {
    await setChannelState(world.ctx(organizationId), channelId, state, state === "silent" ? "timed out" : null);
    await tell();
  }
  expect(mails).toHaveLength(4);
  await setChannelState(world.ctx(organizationId), channelId, "needs_reconnection", "sign-in refused");
  await tell();
  expect(mails).toHaveLength(6);
  await setChannelState(world.ctx(organizationId), channelId, "connected", null);
  await setChannelState(world.ctx(organizationId), channelId, "silent", "timed out");
  await system
    .updateTable("channels")
    .set({ silence_told_at: new Date(world.ctx(organizationId).now().getTime() - 3_601_000) })
    .where("id", "=", channelId)
    .execute();
  await tell();
  expect(mails).toHaveLength(8);
});

/** `HH:MM` so many hours from now, in UTC. */
function timeOfDay(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
}
