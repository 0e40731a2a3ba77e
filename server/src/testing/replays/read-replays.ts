import { readFileSync } from "node:fs";

/** One vulnerability that another product published, and how it stands here. */
export type Replay = {
  readonly id: string;
  readonly product: string;
  readonly reference: string;
  readonly wrong: string;
  readonly classes: readonly string[];
  /** `replayed`: attack and honest use are tried. `absent`: a test shows that there is no such feature. */
  readonly here: "replayed" | "absent" | { readonly owed: string };
};

const page = new URL("./peers.md", import.meta.url);

/** The rows of peers.md in their order. Throws on a row that cannot be read. */
export function readReplays(text = readFileSync(page, "utf8")): Replay[] {
  return text
    .split("\n")
    .filter((line) => /^\| P\d/.test(line))
    .map(readRow);
}

function readRow(line: string): Replay {
  const [id = "", product = "", reference = "", wrong = "", classes = "", here = "", ...more] = line
    .replace(/^\| | \|$/g, "")
    .split(" | ");
  if (more.length > 0 || !/^P\d{1,3}$/.test(id) || [product, reference, wrong].includes(""))
    throw new Error(`This row cannot be read: ${line}`);
  return { id, product, reference, wrong, classes: readClasses(classes), here: readHere(here) };
}

function readClasses(text: string): string[] {
  const classes = text.split(" ");
  if (classes.some((name) => !/^S\d{1,2}$/.test(name))) throw new Error(`These are no classes: ${text}`);
  return classes;
}

function readHere(text: string): Replay["here"] {
  if (text === "replayed" || text === "absent") return text;
  const owed = /^owed: (.+)$/.exec(text)?.[1];
  if (owed === undefined) throw new Error(`A row is replayed, absent or owed with a reason, not: ${text}`);
  return { owed };
}
