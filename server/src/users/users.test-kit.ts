import type { ChannelId } from "@guichet/contract";
import { type AuthWorld, openAuthWorld, type TestBrowser } from "../auth/auth.test-kit.ts";
import { channelRoutes } from "../channels/index.ts";
import { allConnectors } from "../connectors/connectors.ts";

/** The doors of people and channels together. */
export async function openUsersWorld(): Promise<AuthWorld> {
  return await openAuthWorld({
    routes: (deps) =>
      channelRoutes({
        ...deps,
        connectors: allConnectors(),
        checkHealth: async () => ({ state: "ok", checks: [] }),
        accounts: {
          identify: async () => undefined,
          connect: async () => undefined,
          disconnect: async () => undefined,
          listTemplates: async () => undefined,
        },
      }),
  });
}

export async function openOrganization(world: AuthWorld) {
  const place = await world.found();
  const admin = world.browser();
  await admin.signIn(place.email);
  return { ...place, admin, ctx: world.ctx(place.organizationId, place.userId) };
}

export async function addChannel(admin: TestBrowser, name = "API"): Promise<ChannelId> {
  return (await admin.post("/channels", { platform: "api", name })).body.channel.id;
}

export async function addTeam(admin: TestBrowser, name: string): Promise<string> {
  return (await admin.post("/teams", { name })).body.id;
}

export const refusal = (answer: { body: { error?: { code: string } } }) => answer.body?.error?.code;

/** What was announced, in order. */
export async function eventsOf(world: AuthWorld, organizationId: string, type: string) {
  const rows = await world.database.system
    .selectFrom("event_inbox")
    .where("organization_id", "=", organizationId as never)
    .where("type", "=", type)
    .select(["data", "at"])
    .orderBy("ticket")
    .execute();
  return rows.map((row) => ({
    ...(row.data as { userId?: string; change?: string; presence?: string }),
    at: row.at,
  }));
}

/** What the form of a new user sends, without the address. */
export const userFields = {
  firstName: "Bo",
  lastName: "Reed",
  userReference: "P-17",
  shortCode: "BR",
  accountRole: "agent",
};
