import { join } from "node:path";
import { ConfigError, readConfig } from "../server/src/config.ts";
import { runDoctor } from "../server/src/db/doctor/run-doctor.ts";

try {
  const { dataDir, databaseUrl, host, port } = readConfig(process.env);
  const places = { dataDir, databaseUrl, host, port, keyFile: join(dataDir, "secret.key") };
  if (!(await runDoctor(places, console.log))) process.exitCode = 1;
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(`✗ settings: ${error.message}`);
  process.exitCode = 1;
}
