import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../..", import.meta.url)).replace(/\/$/, "");
/** What is set up once and kept between runs. Deleting it is harmless. */
export const cacheFolder = join(repository, ".cache/bench");
export const resultsFolder = join(repository, "bench/results");
export const resultsPage = join(repository, "bench/RESULTS.md");

/** Changes with the tables and with what fills them: data made for others is not used again. */
export function dataVersion(): string {
  const hash = createHash("sha256");
  for (const folder of ["server/migrations", "bench/src/data"])
    for (const file of readdirSync(join(repository, folder)).sort())
      hash.update(file).update(readFileSync(join(repository, folder, file)));
  return hash.digest("hex").slice(0, 10);
}
