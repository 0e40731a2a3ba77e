import { chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * A fresh temporary folder that other accounts may pass, as a data folder is when Guichet makes it. In one closed to
 * them (what mkdtemp makes), the embedded PostgreSQL of a test run by root goes under the state directory and stays there.
 */
export function makeDataFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o711);
  return folder;
}
