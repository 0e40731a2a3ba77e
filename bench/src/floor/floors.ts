import { type Child, startScript } from "../product/child.ts";
import type { Cluster } from "../product/cluster.ts";
import type { Post } from "../protocol/post-line.ts";
import { makeFloorDatabase } from "./floor-tables.ts";

export type FloorMode = "h0" | "n1" | "nb" | "ws";
export type Floor = {
  readonly pid: number;
  readonly port: number;
  query<T>(text: string, values?: unknown[]): Promise<T[]>;
};

/** A floor server on fresh tables, for as long as the work lasts. */
export async function withFloor<T>(cluster: Cluster, mode: FloorMode, work: (floor: Floor) => Promise<T>): Promise<T> {
  const database = mode === "h0" || mode === "ws" ? "guichet" : await makeFloorDatabase(cluster);
  const child: Child = await startScript("bench/src/floor/floor-server.ts", /^listening (\d+)/, {
    args: [mode, cluster.urlOf(database)],
  });
  try {
    return await work({
      pid: child.pid,
      port: Number(child.said[1]),
      query: (text, values) => cluster.withClient(database, async (client) => (await client.query(text, values)).rows),
    });
  } finally {
    await child.kill("SIGKILL");
  }
}

/** The same body as a product's webhook, unsigned. */
export function floorPost(id: string, n: number, contact: string, text: string): Post {
  return {
    path: "/",
    headers: {},
    body: JSON.stringify({ type: "message", id, contact: { id: contact }, text: `#${n}# ${text}` }),
  };
}
