import type { Ctx } from "../../db/index.ts";
import type { ChainedLine } from "../settings-chain.ts";
import { csvLine } from "./csv-cell.ts";
import type { LogFilter } from "./log-filter.ts";
import { type Span, spanOf, walkLines } from "./walk-settings-log.sql.ts";

const PIECE = 500;
const COLUMNS = [
  ...["number", "at", "actorId", "actorName", "action", "subject", "before", "after", "address"],
  ...["id", "organizationId", "previousHash", "hash"],
];

/**
 * The log of settings as a file, in the order of its chain, piece by piece: however long it is, one piece is in memory. What is
 * changed meanwhile follows at the end. With everything in it, the hashes can be computed again from the file.
 */
export async function* exportSettingsChanges(
  ctx: Pick<Ctx, "db" | "organizationId">,
  format: "csv" | "json",
  filter: LogFilter,
): AsyncGenerator<string> {
  // A mark of its encoding, for table programs.
  yield format === "csv" ? `\ufeff${csvLine(COLUMNS)}` : "[";
  let separator = "\n";
  let span: Span | undefined = await spanOf(ctx, filter);
  while (span !== undefined) {
    const { lines, end }: Awaited<ReturnType<typeof walkLines>> = await walkLines(ctx, filter, span, PIECE, "asc");
    const texts = lines.map((line) => (format === "csv" ? toCsv(line) : toJson(line)));
    if (texts.length > 0) {
      yield format === "csv" ? texts.join("") : separator + texts.join(",\n");
      separator = ",\n";
    }
    span = end === undefined ? undefined : { ...span, above: end.number };
  }
  if (format === "json") yield "\n]\n";
}

function toCsv(line: ChainedLine): string {
  const { number, actorName, action, subject, address, id, organizationId, previousHash, hash } = line;
  const json = (value: unknown): string => (value === null ? "" : JSON.stringify(value));
  return csvLine([
    ...[
      number,
      line.at.toISOString(),
      line.actorId ?? "",
      actorName,
      action,
      subject,
      json(line.before),
      json(line.after),
    ],
    ...[address, id, organizationId, previousHash, hash],
  ]);
}

function toJson(line: ChainedLine): string {
  return JSON.stringify({ ...line, at: line.at.toISOString() });
}
