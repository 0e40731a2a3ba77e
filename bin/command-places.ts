import { join } from "node:path";
import { ConfigError, readConfig } from "../server/src/config.ts";
import type { CommandPlaces } from "../server/src/db/backup/run-backup.ts";
import { loadInstallationKeys } from "../server/src/installation-key.ts";

/** Where backup and restore work, by the same settings as the product. Ends the process with a line when they are wrong. */
export function readPlaces(): CommandPlaces {
  try {
    const { dataDir, databaseUrl } = readConfig(process.env);
    return {
      dataDir,
      databaseUrl,
      keyFile: join(dataDir, "secret.key"),
      filesFolder: join(dataDir, "files"),
      loadSecretBox: async () => (await loadInstallationKeys(dataDir)).secretBox,
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
