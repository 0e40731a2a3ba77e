import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import type { Outcome, Row } from "../benchmarks/benchmark.ts";
import { repository, resultsFolder, resultsPage } from "../product/places.ts";

export type Circumstances = {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly node: string;
  readonly postgres: string;
  readonly sizes: readonly string[];
  readonly quick: boolean;
};

const HEAD = `# Benchmarks

What \`npm run bench\` found, the newest run at the end. The protocol: each benchmark runs in pairs with a floor (the same
work with the least that could do it) in the same minute; a pair in which others used more than 5 % of the machine, or in
which more than 2 % was stolen from it, is void. Wall times of void pairs are never written down: "not measured" with the
reason. CPU per item is usable on a noisy machine and then says so. Every run also checks its answers.

`;

export function describeCircumstances(postgres: string, sizes: readonly string[], quick: boolean): Circumstances {
  const model = cpus()[0]?.model ?? "unknown";
  return {
    date: new Date().toISOString(),
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: repository, encoding: "utf8" }).trim(),
    machine: `${cpus().length} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    node: process.version,
    postgres,
    sizes,
    quick,
  };
}

/** The whole outcome as JSON, and its table in the page. */
export function writeResults(name: string, title: string, circumstances: Circumstances, outcome: Outcome): void {
  mkdirSync(resultsFolder, { recursive: true });
  const file = join(resultsFolder, `${name}-${circumstances.date.replaceAll(/[:.]/g, "-")}.json`);
  writeFileSync(file, `${JSON.stringify({ name, title, circumstances, ...outcome }, null, 2)}\n`);
  const page = existsSync(resultsPage) ? readFileSync(resultsPage, "utf8") : HEAD;
  writeFileSync(resultsPage, page + toSection(name, title, circumstances, outcome));
}

function toSection(name: string, title: string, seen: Circumstances, outcome: Outcome): string {
  const head = `## ${name} ${title}: ${seen.date.slice(0, 16).replace("T", " ")} UTC\n\n`;
  const where = `${seen.machine}; Node ${seen.node.slice(1)}, PostgreSQL ${seen.postgres}; commit ${seen.commit}; ${seen.quick ? "quick" : "full"} run\n\n`;
  const table = `| what | floor | product | ratio | goal | verdict | notes |\n|---|---|---|---|---|---|---|\n${outcome.rows.map(toLine).join("")}`;
  const errors = outcome.errors.length === 0 ? "Answers checked: right." : `**Wrong:** ${outcome.errors.join("; ")}`;
  return `${head}${where}${table}\n${errors}\n\n`;
}

function toLine(row: Row): string {
  const verdict = row.verdict === "not_measured" ? "not measured" : row.verdict;
  const cells = [row.what, row.floor, row.product, row.ratio, row.goal, verdict, row.why];
  return `| ${cells.map((cell) => cell.replaceAll("|", "/")).join(" | ")} |\n`;
}
