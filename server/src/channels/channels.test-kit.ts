import { type AuthWorld, openAuthWorld } from "../auth/auth.test-kit.ts";
import { allConnectors } from "../connectors/connectors.ts";
import { type ChannelHealth, channelRoutes } from "./index.ts";

/** The doors of channels with the real connectors; what a health check finds is said by the test. */
export async function openChannelsWorld() {
  const health: { answer: ChannelHealth } = { answer: { state: "ok", checks: [] } };
  const world = await openAuthWorld({
    routes: (deps) =>
      channelRoutes({
        ...deps,
        connectors: allConnectors(),
        checkHealth: async () => health.answer,
        accounts: {
          identify: async () => undefined,
          connect: async () => undefined,
          disconnect: async () => undefined,
          listTemplates: async () => undefined,
        },
      }),
  });
  return { ...world, health };
}
export type ChannelsWorld = Awaited<ReturnType<typeof openChannelsWorld>>;

export async function openOrganization(world: AuthWorld) {
  const place = await world.found();
  const admin = world.browser();
  await admin.signIn(place.email);
  return { ...place, admin, ctx: world.ctx(place.organizationId, place.userId) };
}

export const refusal = (answer: { body: { error?: { code: string } } }) => answer.body?.error?.code;

/** What was announced of channels, in order. */
export async function eventsOf(world: AuthWorld, organizationId: string): Promise<string[]> {
  const rows = await world.database.system
    .selectFrom("event_inbox")
    .where("organization_id", "=", organizationId as never)
    .where("type", "like", "channel.%")
    .select("data")
    .orderBy("ticket")
    .execute();
  return rows.map((row) => (row.data as { change: string }).change);
}
