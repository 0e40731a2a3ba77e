import { createHmac, randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import { createSecretBox, type SecretBox } from "./lib/secret-box.ts";

export type InstallationKeys = { readonly secretBox: SecretBox; readonly linkKey: Uint8Array };

/**
 * The key outside the database under which secrets are sealed: `<data>/secret.key`, made at the first start, readable by
 * its owner alone. Several lines: the newest first, older ones still open what they sealed.
 */
export async function loadInstallationKeys(dataDir: string): Promise<InstallationKeys> {
  const path = join(dataDir, "secret.key");
  await makeOnce(dataDir, path);
  const keys = (await readFile(path, "utf8"))
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => Buffer.from(line, "base64url"));
  const [first, ...older] = keys;
  if (first === undefined || keys.some((key) => key.length !== 32))
    throw new Error(`${path} does not hold keys of 32 bytes`);
  return {
    secretBox: createSecretBox(first, ...older),
    linkKey: createHmac("sha256", first).update("file links").digest(),
  };
}

/** Two processes may start at once: only one file gets the name. */
async function makeOnce(dataDir: string, path: string): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  const fresh = `${path}.${randomBytes(6).toString("hex")}`;
  const file = await open(fresh, "wx", 0o600);
  try {
    await file.writeFile(`${randomBytes(32).toString("base64url")}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    await link(fresh, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    await unlink(fresh);
  }
}
