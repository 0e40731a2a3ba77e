import { existsSync, statSync } from "node:fs";
import { ledgerPath } from "../../lib/deletion-ledger.ts";
import type { SecretBox } from "../../lib/secret-box.ts";
import { CannotStart, type DatabasePlace, findRunningPostgres, withDatabase } from "../embedded/index.ts";
import { endSessions } from "./after-restore.sql.ts";
import { BackupRefused } from "./backup-refused.ts";
import { keyCheckWord, type Manifest, summarize } from "./manifest.ts";
import { restoreBackup } from "./restore-backup.ts";
import { writeBackup } from "./write-backup.ts";

export type CommandPlaces = DatabasePlace & {
  filesFolder: string;
  keyFile: string;
  /** Makes the key where there is none, so it is called only when there is something to seal or to open. */
  loadSecretBox(): Promise<SecretBox>;
};
type Print = (line: string) => void;

/** `guichet backup FILE`, whether Guichet runs or not. @returns false when it was refused; the reason is printed */
export async function runBackup(places: CommandPlaces, file: string, print: Print): Promise<boolean> {
  return await tell(print, async () => {
    const { filesFolder, keyFile } = places;
    const manifest = await withDatabase(places, false, async (databaseUrl) =>
      writeBackup({ databaseUrl, secretBox: await places.loadSecretBox(), filesFolder, file }),
    );
    print(`${file}: ${summarize(manifest)}, ${(statSync(file).size / 1e6).toFixed(1)} MB.`);
    print(`The key of its secrets is not in it: keep a copy of ${keyFile} in another place.`);
    print(`Keep a copy of ${ledgerPath(places.dataDir)} there, too: it names contacts who were deleted for good.`);
  });
}

/** `guichet restore FILE`, while no Guichet runs. @returns false when it was refused; the reason is printed */
export async function runRestore(places: CommandPlaces, file: string, print: Print): Promise<boolean> {
  return await tell(print, async () => {
    const { filesFolder, keyFile, dataDir, databaseUrl } = places;
    const isRunning = !databaseUrl && existsSync(dataDir) && (await findRunningPostgres(dataDir)) !== undefined;
    if (isRunning) throw new BackupRefused(`Guichet runs on ${dataDir}: stop it first.`);
    const { manifest, validKeys } = await withDatabase(places, true, async (url) => ({
      manifest: await restoreBackup({ databaseUrl: url, filesFolder, file }),
      ...(await endSessions(url)),
    }));
    print(`Restored what was there on ${manifest.createdAt}: ${summarize(manifest)}. The counts agree.`);
    print(`Everybody signs in anew.${aboutKeys(validKeys)}`);
    print(aboutDeleted(ledgerPath(dataDir)));
    if (!opensSecrets(await places.loadSecretBox(), manifest)) {
      print(
        `Its secrets open with the key of that Guichet alone: put it into ${keyFile}, or connect every channel anew.`,
      );
    }
  });
}

function aboutKeys(valid: number): string {
  if (valid === 0) return "";
  return ` ${valid} REST API ${valid === 1 ? "key is" : "keys are"} valid as then: revoke in Settings what was revoked since.`;
}

/** A backup does not know who was deleted after it. */
function aboutDeleted(ledger: string): string {
  return existsSync(ledger)
    ? `Contacts deleted since then are deleted again when Guichet starts: ${ledger} names them.`
    : `Contacts deleted since then are back, unless you put your copy of the ledger into ${ledger} before Guichet starts.`;
}

function opensSecrets(secretBox: SecretBox, { keyCheck }: Manifest): boolean {
  try {
    return secretBox.open(keyCheck, keyCheckWord) === keyCheckWord;
  } catch {
    return false;
  }
}

async function tell(print: Print, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof BackupRefused || error instanceof CannotStart)) throw error;
    print(error.message);
    return false;
  }
}
