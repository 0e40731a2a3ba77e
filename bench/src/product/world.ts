import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Loaded, loadData } from "../data/load-data.ts";
import { CHANNELS } from "../data/make-conversations.ts";
import { SIZES, type SizeName } from "../data/sizes.ts";
import { createCaller } from "./call.ts";
import type { Cluster } from "./cluster.ts";
import { cacheFolder, dataVersion } from "./places.ts";
import { startProduct } from "./product.ts";

export type WorldChannel = { readonly id: string; readonly path: string; readonly secret: string };
/** An organization full of data, kept as a database to copy. */
export type World = {
  readonly size: SizeName;
  readonly template: string;
  readonly dataDir: string;
  readonly organizationId: string;
  readonly email: string;
  readonly password: string;
  /** The first eight hold the data; the others are quiet desks of ten agents each. */
  readonly channels: readonly WorldChannel[];
  readonly loaded: Loaded;
};

export const DESKS = 50;
const ADMIN = { email: "admin@bench.test", password: "Correct-Horse-Battery-9" };

/** Sets a size up once: through the public doors what has one (organization, channels), by COPY what came over years. */
export async function prepareWorld(cluster: Cluster, size: SizeName): Promise<World> {
  const name = `bench_${size.toLowerCase()}_${dataVersion()}`;
  const file = join(cacheFolder, `${name}.json`);
  if (existsSync(file) && (await cluster.hasDatabase(name))) return JSON.parse(readFileSync(file, "utf8"));
  console.log(`Filling ${size} (once) …`);
  const dataDir = join(cacheFolder, name);
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  await cluster.makeDatabase(name);
  const made = await setUp(cluster.urlOf(name), dataDir);
  const loaded = await cluster.withClient(name, async (client) => {
    const found = await client.query<{ id: string }>("select id from organizations where name = 'Bench'");
    const organizationId = found.rows[0]?.id ?? "";
    const ids = made.slice(0, CHANNELS).map((channel) => channel.id);
    return { organizationId, ...(await loadData(client, SIZES[size], organizationId, ids)) };
  });
  await writeNames(cluster, name, dataDir);
  const world: World = {
    size,
    template: name,
    dataDir,
    organizationId: loaded.organizationId,
    ...ADMIN,
    channels: made,
    loaded,
  };
  writeFileSync(file, JSON.stringify(world), { mode: 0o600 });
  return world;
}

/** The product prepares by what its contacts are found: no run shall do it once more. */
async function writeNames(cluster: Cluster, database: string, dataDir: string): Promise<void> {
  const product = await startProduct({ databaseUrl: cluster.urlOf(database), dataDir });
  try {
    await cluster.withClient(database, async (client) => {
      const waits = "select exists (select from identities where sort_name is null) as waits";
      while ((await client.query<{ waits: boolean }>(waits)).rows[0]?.waits === true) await wait(200);
      await client.query("vacuum (analyze) identities");
      await client.query("checkpoint");
    });
  } finally {
    await product.stop();
  }
}

async function setUp(databaseUrl: string, dataDir: string): Promise<WorldChannel[]> {
  const product = await startProduct({ databaseUrl, dataDir });
  try {
    // The link is printed a moment after the address.
    while (product.setUpToken === undefined) await wait(20);
    const { call } = createCaller(product.base);
    const person = { firstName: "Ada", lastName: "Admin", locale: "en", timeZone: "UTC", withExample: false };
    await call("POST", "/api/v1/setup", {
      token: product.setUpToken,
      organizationName: "Bench",
      ...person,
      ...ADMIN,
    });
    const channels: WorldChannel[] = [];
    for (let n = 0; n < CHANNELS + DESKS; n += 1) channels.push(await makeChannel(call, n));
    return channels;
  } finally {
    await product.stop();
  }
}

async function makeChannel(call: ReturnType<typeof createCaller>["call"], n: number): Promise<WorldChannel> {
  const made = await call<{ channel: { id: string; webhookUrl: string }; secrets: Record<string, string> }>(
    "POST",
    "/api/v1/channels",
    { platform: "api", name: `Channel ${n + 1}`, settings: { outboundUrl: "" } },
  );
  const secret = Object.values(made.secrets)[0];
  if (secret === undefined) throw new Error("The new channel showed no secret.");
  return { id: made.channel.id, path: new URL(made.channel.webhookUrl).pathname, secret };
}
