import { existsSync } from "node:fs";
import { findRunningPostgres, hasEmbeddedDatabase, withDatabase } from "../embedded/index.ts";
import { examineDatabase } from "./examine-database.ts";
import { examineMachine } from "./examine-machine.ts";
import type { Finding } from "./finding.ts";

export type DoctorPlaces = {
  dataDir: string;
  databaseUrl: string | null;
  keyFile: string;
  host: string;
  port: number;
};

/** Prints whether all is there that Guichet needs, a line each. @returns false when something is wrong */
export async function runDoctor(places: DoctorPlaces, print: (line: string) => void): Promise<boolean> {
  const isRunning = existsSync(places.dataDir) && (await findRunningPostgres(places.dataDir)) !== undefined;
  const findings = [...(await examineMachine({ ...places, isRunning })), ...(await examineItsDatabase(places))];
  for (const { ok, subject, detail } of findings) print(`${ok ? "✓" : "✗"} ${subject}: ${detail}`);
  const wrong = findings.filter(({ ok }) => !ok).length;
  print(wrong === 0 ? "All is well." : `${wrong} of ${findings.length} need attention.`);
  return wrong === 0;
}

async function examineItsDatabase(places: DoctorPlaces): Promise<Finding[]> {
  if (!places.databaseUrl && !hasEmbeddedDatabase(places.dataDir)) {
    return [{ subject: "database", ok: true, detail: "made at the first start" }];
  }
  try {
    return await withDatabase(places, false, examineDatabase);
  } catch (error) {
    return [{ subject: "database", ok: false, detail: error instanceof Error ? error.message : String(error) }];
  }
}
