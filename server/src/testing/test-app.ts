import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountRole, ChannelId, ChannelRole, OrganizationId, UserId } from "@guichet/contract";
import { type App, startApp } from "../app.ts";
import { createPasswordHasher } from "../auth/index.ts";
import { readConfig } from "../config.ts";
import { hashToken, newToken } from "../lib/token.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { createTestDatabase } from "./test-database.ts";

export type TestPerson = { readonly id: UserId; readonly cookie: string };
export type TestApp = {
  readonly app: App;
  readonly base: string;
  readonly organizationId: OrganizationId;
  readonly admin: TestPerson;
  person(
    organizationId: OrganizationId,
    role: AccountRole,
    channels?: Record<string, ChannelRole>,
  ): Promise<TestPerson>;
  organization(): Promise<OrganizationId>;
  apiChannel(organizationId: OrganizationId): Promise<ChannelId>;
  call(
    method: string,
    path: string,
    options?: { as?: TestPerson; body?: unknown; headers?: Record<string, string>; raw?: string | Buffer },
  ): Promise<{ status: number; body: unknown; headers: Headers }>;
  stop(): Promise<void>;
};

/**
 * The whole product in this process on a database of its own, listening on loopback: every route as it really is. On any free
 * port, unless PORT names one, for those who have to be told its address (PUBLIC_URL) beforehand.
 */
export async function startTestApp(environment: Record<string, string> = {}): Promise<TestApp> {
  const { url, drop } = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), "guichet-app-"));
  const config = readConfig({ DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "silent", RATE_SCALE: "10000", ...environment });
  const app = await startApp(config, url, { version: "test", checkAnswers: true });
  await app.web?.server.listen({ host: "127.0.0.1", port: config.port });
  const address = app.web?.server.server.address();
  const base = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const { system } = app.parts.database;

  const organization = async (): Promise<OrganizationId> => {
    const id = uuidV7() as OrganizationId;
    await system.insertInto("organizations").values({ id, name: "Test" }).execute();
    return id;
  };
  const person: TestApp["person"] = async (organizationId, role, channels = {}) => {
    const id = uuidV7() as UserId;
    const token = newToken();
    await system
      .insertInto("users")
      .values({
        organization_id: organizationId,
        id,
        email: `${id}@example.org`,
        first_name: "Test",
        last_name: "Person",
        account_role: role,
        preferences: "{}",
        password_hash: await testPassword(),
      })
      .execute();
    for (const [channelId, channelRole] of Object.entries(channels)) {
      await system
        .insertInto("channel_access")
        .values({ organization_id: organizationId, channel_id: channelId as ChannelId, user_id: id, role: channelRole })
        .execute();
    }
    await system
      .insertInto("sessions")
      .values({
        organization_id: organizationId,
        id: uuidV7() as never,
        user_id: id,
        token_hash: hashToken(token),
        ends_at: new Date(Date.now() + 3_600_000),
        address: "127.0.0.1",
        user_agent: "test",
      })
      .execute();
    return { id, cookie: `guichet=${token}` };
  };
  const organizationId = await organization();
  const admin = await person(organizationId, "admin");
  return {
    app,
    base,
    organizationId,
    admin,
    person,
    organization,
    async apiChannel(owner) {
      const [endpointId, channelId] = [uuidV7(), uuidV7() as ChannelId];
      await system
        .insertInto("endpoints")
        .values({ organization_id: owner, id: endpointId as never, platform: "api", secrets: "{}" })
        .execute();
      await system
        .insertInto("channels")
        .values({
          organization_id: owner,
          id: channelId,
          endpoint_id: endpointId as never,
          platform: "api",
          external_id: channelId,
          name: "Shop",
          settings: '{"outboundUrl":""}',
          secrets: "{}",
        })
        .execute();
      return channelId;
    },
    async call(method, path, options = {}) {
      const json = options.body !== undefined;
      const response = await fetch(base + path, {
        method,
        redirect: "manual",
        headers: {
          origin: base,
          ...(json ? { "content-type": "application/json" } : {}),
          ...(options.as === undefined ? {} : { cookie: options.as.cookie }),
          ...options.headers,
        },
        ...(json
          ? { body: JSON.stringify(options.body) }
          : options.raw === undefined
            ? {}
            : { body: new Uint8Array(Buffer.from(options.raw)) }),
      });
      const text = await response.text();
      return { status: response.status, body: parse(text), headers: response.headers };
    },
    async stop() {
      await app.stop();
      await drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

let hashed: Promise<string> | undefined;
/** "Correct-Horse-9", hashed once for all test people. */
function testPassword(): Promise<string> {
  hashed ??= createPasswordHasher().hash("Correct-Horse-9");
  return hashed;
}

function parse(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}
