import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Cluster } from "../product/cluster.ts";
import { cacheFolder } from "../product/places.ts";
import { startProduct } from "../product/product.ts";
import type { World } from "../product/world.ts";
import { fillIndex } from "./fill-index.ts";

/** Newest messages that are left to the product's own worker. */
const SAMPLE = 5000;
const PATIENCE_MS = 1_200_000;

export type SearchWorld = World & {
  /** Messages a second that the product's worker wrote, with the CPU left to it. */
  readonly ownRate: number;
  /** What differed between its rows and the copied ones. */
  readonly differing: number;
};

/** A world whose messages can be found: set up once, beside the one without an index. */
export async function prepareSearchWorld(cluster: Cluster, world: World): Promise<SearchWorld> {
  const template = `${world.template}_search`;
  const file = join(cacheFolder, `${template}.json`);
  if (existsSync(file) && (await cluster.hasDatabase(template))) return JSON.parse(readFileSync(file, "utf8"));
  console.log(`Indexing ${world.size} (once) …`);
  await cluster.makeDatabase(template, world.template);
  await cluster.withClient(template, (reader) =>
    cluster.withClient(template, (writer) => fillIndex(reader, writer, world.organizationId)),
  );
  const proof = await proveOnSample(cluster, template, world);
  const made: SearchWorld = { ...world, template, ...proof };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** The newest messages' rows are taken out and written again by the product. */
async function proveOnSample(
  cluster: Cluster,
  database: string,
  world: World,
): Promise<Pick<SearchWorld, "ownRate" | "differing">> {
  return await cluster.withClient(database, async (client) => {
    const one = async <T>(text: string, values: unknown[] = []): Promise<T> =>
      (await client.query(text, values)).rows[0];
    await client.query(
      `create table sample as select s.* from message_search s join (
         select organization_id, id from messages where organization_id = $1 order by id desc limit ${SAMPLE}
       ) m on m.organization_id = s.organization_id and m.id = s.message_id`,
      [world.organizationId],
    );
    await client.query(
      "delete from message_search s using sample x where s.message_id = x.message_id and s.organization_id = x.organization_id",
    );
    await client.query("insert into search_backfill (organization_id) values ($1)", [world.organizationId]);
    const product = await startProduct({ databaseUrl: cluster.urlOf(database), dataDir: world.dataDir });
    try {
      const start = performance.now();
      const until = start + PATIENCE_MS;
      const left =
        "select count(*)::int as left from sample x where not exists (select from message_search s where s.organization_id = x.organization_id and s.message_id = x.message_id)";
      while ((await one<{ left: number }>(left)).left > 0) await patience(until);
      const ownRate = Math.round(SAMPLE / ((performance.now() - start) / 1000));
      await client.query("delete from search_backfill");
      const { differing } = await one<{ differing: number }>(
        `select count(*)::int as differing from sample x left join message_search s
           on s.organization_id = x.organization_id and s.message_id = x.message_id where s is distinct from x::text::message_search`,
      );
      return { ownRate, differing };
    } finally {
      await product.stop();
      await client.query("drop table sample");
      await client.query("vacuum (analyze)");
    }
  });
}

async function patience(until: number): Promise<void> {
  if (performance.now() > until) throw new Error("The product did not prepare the search in time.");
  await wait(50);
}
