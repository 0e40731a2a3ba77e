import type { ChannelId, UserId } from "@guichet/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setChannelState } from "../channels/index.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { Mail } from "../mail/index.ts";
import { openTestWorld } from "../organizations/organization.test-kit.ts";
import { channelTroubleListener } from "./channel-trouble.listeners.ts";

let world: Awaited<ReturnType<typeof openTestWorld>>;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(async () => await world.close());

it("I15 W147 every Admin hears of a channel that needs reconnection or falls silent, in their language, and of nothing else", async () => {
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
    await system
      .insertInto("users")
      .values({
        organization_id: organizationId,
        id: uuidV7() as UserId,
        email: `${role}-${locale}@lumen.example`,
        first_name: first,
        last_name: "X",
        account_role: role,
        locale,
        preferences: "{}",
      })
      .execute();
  }
  const mails: Mail[] = [];
  const work: Promise<void>[] = [];
  const listener = channelTroubleListener({
    mailer: {
      isConfigured: true,
      send: async (mail) => {
        mails.push(mail);
        return { delivered: true, messageId: "x" };
      },
    },
    publicUrl: "https://care.example",
    later: (_name, run) => void work.push(run()),
  });
  const tell = async () => {
    const event = { type: "channel.changed", data: { channelId, change: "state" } } as Parameters<
      typeof listener.handle
    >[0];
    await listener.handle(event, world.ctx(organizationId));
    await Promise.all(work);
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
});
