import { z } from "zod";

/** The first entry of every archive, so that another file is told apart at once. */
export const markerEntry = { name: "guichet-backup", content: "Guichet backup, format 1\n" };
/** The last entry: an archive that was cut off has none. */
export const manifestEntry = "manifest.json";

export const keyCheckWord = "guichet-backup";

const Count = z.number().int().nonnegative();
/** Lower-case identifiers, as our migrations write them: what an archive says never becomes other SQL. */
const Identifier = z.string().regex(/^[a-z_][a-z0-9_]*$/);

const TableInBackup = z.object({
  name: Identifier,
  columns: z.array(Identifier).min(1),
  rows: Count,
  bytes: Count,
  sha256: z.string(),
});

export const Manifest = z.object({
  createdAt: z.iso.datetime(),
  /** A known word sealed with the key of the secrets: tells at the restore whether that key is there. */
  keyCheck: z.string(),
  /** The version of the schema: the migrations that made it. */
  migrations: z.array(z.object({ name: z.string(), hash: z.string() })).min(1),
  /** In an order in which no row refers to a later table. */
  tables: z.array(TableInBackup),
  sequences: z.array(z.object({ name: Identifier, last: z.string().regex(/^\d+$/) })),
  files: z.object({ count: Count, bytes: Count, sha256: z.string() }),
});

export type Manifest = z.infer<typeof Manifest>;
export type TableInBackup = z.infer<typeof TableInBackup>;

/** Rows and files of a backup, for people. */
export function summarize(manifest: Manifest): string {
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
  return `${rows} rows of ${manifest.tables.length} tables, ${manifest.files.count} files`;
}
