import type pg from "pg";
import { type Caller, createCaller } from "./call.ts";
import type { Cluster } from "./cluster.ts";
import { type Product, startProduct } from "./product.ts";
import type { World } from "./world.ts";

const DATABASE = "bench_run";

/** The product at work on a fresh copy of a world. */
export type Stage = {
  readonly world: World;
  readonly product: Product;
  readonly admin: Caller;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T>;
  /** The same database again after its process was killed. */
  restart(): Promise<Stage>;
};

/** Sets a stage, lets the work happen and clears it, whatever comes of it. */
export async function withStage<T>(
  cluster: Cluster,
  world: World,
  work: (stage: Stage) => Promise<T>,
  before?: (client: pg.Client) => Promise<void>,
  env?: Readonly<Record<string, string>>,
): Promise<T> {
  await cluster.makeDatabase(DATABASE, world.template);
  if (before !== undefined) await cluster.withClient(DATABASE, before);
  const stages: Stage[] = [];
  const open = async (port?: number): Promise<Stage> => {
    const databaseUrl = cluster.urlOf(DATABASE);
    const product = await startProduct({
      databaseUrl,
      dataDir: world.dataDir,
      ...(env === undefined ? {} : { env }),
      ...(port === undefined ? {} : { port }),
    });
    const admin = createCaller(product.base);
    const stage: Stage = {
      world,
      product,
      admin,
      query: (text, values) => cluster.withClient(DATABASE, async (client) => (await client.query(text, values)).rows),
      withClient: (work) => cluster.withClient(DATABASE, work),
      restart: () => open(product.port),
    };
    stages.push(stage);
    return stage;
  };
  try {
    const stage = await open();
    await stage.admin.call("POST", "/api/v1/session", { email: world.email, password: world.password });
    return await work(stage);
  } finally {
    for (const stage of stages) await stage.product.stop();
  }
}
