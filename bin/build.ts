import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const parts = ["web", "widget"];
const vite = "node_modules/vite/bin/vite.js";

/** Builds the web app and the widget where their sources differ from those of the last build. */
export async function buildWhatChanged(): Promise<void> {
  const changed = parts.map((part) => ({ part, sources: hashSources(part) })).filter((one) => !isBuilt(one));
  if (changed.length === 0) return;
  if (!existsSync(vite))
    stop("The web app must be built, and Vite is not installed: run npm ci with development packages.");
  console.log(`Building ${changed.map(({ part }) => part).join(" and ")} …`);
  await Promise.all(changed.map(build));
}

type Build = { part: string; sources: string };

async function build({ part, sources }: Build): Promise<void> {
  const fresh = `.cache/build-${part}-${process.pid}`;
  const old = `${fresh}-old`;
  const args = [join("..", vite), "build", "--outDir", join("..", fresh), "--emptyOutDir", "--logLevel", "warn"];
  const child = spawn(process.execPath, args, { cwd: part, stdio: "inherit" });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  if (code !== 0) stop(`Building ${part} failed.`);
  // A server that runs meanwhile serves the old files until this moment, and never half a build.
  if (existsSync(join(part, "dist"))) renameSync(join(part, "dist"), old);
  renameSync(fresh, join(part, "dist"));
  rmSync(old, { recursive: true, force: true });
  writeFileSync(stampOf(part), sources);
}

function isBuilt({ part, sources }: Build): boolean {
  const stamp = stampOf(part);
  return existsSync(join(part, "dist")) && existsSync(stamp) && readFileSync(stamp, "utf8") === sources;
}

function stampOf(part: string): string {
  mkdirSync(".cache", { recursive: true });
  return `.cache/built-${part}`;
}

/** Everything a build reads: the part, what it imports from the contract, and the versions of packages. */
function hashSources(part: string): string {
  const hash = createHash("sha256");
  for (const file of [...listSources(part), ...listSources("contract/src"), "package-lock.json"]) {
    hash.update(file).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}

function listSources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name === "node_modules" || entry.name === "dist" ? [] : listSources(path);
      return /\.test\.tsx?$/.test(entry.name) ? [] : [path];
    });
}

function stop(message: string): never {
  console.error(message);
  process.exit(1);
}
