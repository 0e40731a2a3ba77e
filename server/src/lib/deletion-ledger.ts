import { mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * Which contacts were deleted for good, kept beside the database and not in it: a backup does not hold what was deleted after
 * it, and a restore must not bring anybody back. Ids alone, no word of a person.
 */
export type LedgerLine = {
  readonly organizationId: string;
  readonly deletionId: string;
  readonly contactId: string;
  readonly by: string | null;
  /** ISO 8601. */
  readonly at: string;
};

export function ledgerPath(dataDir: string): string {
  return join(dataDir, "deleted-contacts.ledger");
}

/** On the disk when it answers. A line may stand there twice: whoever reads it does nothing twice. */
export async function appendToLedger(path: string, line: LedgerLine): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, "a", 0o600);
  try {
    // Begins with an end of line: one that a crash cut off stays alone with its damage.
    await file.appendFile(`\n${JSON.stringify(line)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Every whole line; none when there is no ledger. */
export async function readLedger(path: string): Promise<LedgerLine[]> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap((line) => parse(line) ?? []);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function parse(text: string): LedgerLine | undefined {
  try {
    const line: unknown = JSON.parse(text);
    if (typeof line !== "object" || line === null) return undefined;
    const { organizationId, deletionId, contactId, by, at } = line as Record<string, unknown>;
    for (const id of [organizationId, deletionId, contactId])
      if (typeof id !== "string" || !UUID.test(id)) return undefined;
    const instant = typeof at === "string" && !Number.isNaN(Date.parse(at)) ? at : new Date(0).toISOString();
    return {
      organizationId: String(organizationId),
      deletionId: String(deletionId),
      contactId: String(contactId),
      by: typeof by === "string" && UUID.test(by) ? by : null,
      at: instant,
    };
  } catch {
    return undefined;
  }
}
