#!/usr/bin/env node
// Where every command begins: on any Node from 20 on, before anything is installed, so without types or dependencies.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import nodeModule from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(realpathSync(fileURLToPath(import.meta.url))));

/**
 * Where a server's short-lived objects lie, in megabytes. Node lets that grow to eight times as much and never gives it back; a
 * server that is busy all day does its work as fast in this (docs/decisions/0024-small-nursery.md).
 */
const NURSERY = "--max-semi-space-size";
const NURSERY_MB = 8;

/**
 * `script` does its work when it is imported. `builds`: the web app and the widget first, where their sources changed.
 * `serves`: runs for months, in little memory.
 */
const commands = {
  start: {
    script: "server/src/main.ts",
    builds: true,
    serves: true,
    about: "Start Guichet (settings: docs/self-hosting.md)",
  },
  demo: {
    script: "demo/src/main.ts",
    builds: true,
    serves: true,
    about: "Start a lively example in a throw-away folder",
  },
  simulator: { script: "simulator/src/main.ts", about: "Play the networks on loopback (simulator/README.md)" },
  backup: { script: "bin/backup.ts", file: true, about: "Write everything into FILE" },
  restore: { script: "bin/restore.ts", file: true, about: "Fill an empty Guichet from FILE" },
  doctor: { script: "bin/doctor.ts", about: "Check that all that Guichet needs is there" },
  test: { script: "bin/test.ts", develops: true, about: "Run every test, or those named" },
  check: { script: "bin/check.ts", develops: true, about: "Check format, lint, types, boundaries and docs" },
  bench: { script: "bench/src/main.ts", builds: true, develops: true, about: "Run the benchmarks" },
  crash: {
    script: "server/src/testing/crash/main.ts",
    develops: true,
    about: "Kill processes under load; look for losses",
  },
  security: { script: "bin/security.ts", develops: true, about: "Attack every place with every hostile text we know" },
  build: { builds: true, develops: true, about: "Build the web app and the widget" },
  generate: { script: "bin/generate.ts", develops: true, about: "Write the API's description and its client's types" },
};

await main(process.argv.slice(2));

async function main([name, ...args]) {
  if (name === undefined || name === "help" || name === "--help" || name === "-h") return printHelp();
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) fail(`There is no command ${name}. See: npx guichet --help`);
  if (command.file && args[0] === undefined) fail(`Which file? npx guichet ${name} FILE`);
  if (major(process.versions.node) < 20) fail(`Guichet needs Node 20 or later; this is ${process.versions.node}.`);
  if (!isInstalled(command)) install();
  const flags = flagsFor(command);
  const again = [...flags, join(root, "bin/guichet.mjs"), name, ...args];
  if (major(process.versions.node) < 24) return await become(pinnedNode(), again);
  if (flags.length > 0 && process.execve) return become(process.execPath, [...process.execArgv, ...again]);
  await run(command, args);
}

async function run(command, args) {
  if (command.file) args[0] = resolve(args[0]);
  process.chdir(root);
  nodeModule.enableCompileCache?.(join(root, ".cache/node"));
  if (command.builds) await (await import("./build.ts")).buildWhatChanged();
  if (!command.script) return console.log("The web app and the widget are up to date.");
  const script = join(root, command.script);
  process.argv = [process.execPath, script, ...args];
  await import(pathToFileURL(script).href);
}

/** What Node cannot be told once it runs. Whoever chose a size of their own keeps it. */
function flagsFor({ serves }) {
  const chosen = [...process.execArgv, process.env.NODE_OPTIONS ?? ""].some((given) => given.includes(NURSERY));
  return serves && !chosen ? [`${NURSERY}=${NURSERY_MB}`] : [];
}

function printHelp() {
  console.log("Guichet: every message from every channel in one Shared Inbox.\n\nUsage: npx guichet COMMAND\n");
  for (const [name, { about, file }] of Object.entries(commands)) {
    console.log(`  ${`${name}${file ? " FILE" : ""}`.padEnd(14)}${about}`);
  }
}

/** Whether node_modules holds what package-lock.json asks for. Compared by content: git and npm both touch the times. */
function isInstalled(command) {
  const wanted = readLock("package-lock.json");
  const present = readLock("node_modules/.package-lock.json");
  if (!present) return false;
  return Object.entries(wanted).every(([path, { version, link, optional, dev, devOptional }]) => {
    if (!path.includes("node_modules/") || link) return true;
    if (present[path]) return present[path].version === version;
    return optional || ((dev || devOptional) && !command.develops);
  });
}

function readLock(path) {
  const file = join(root, path);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined;
}

function install() {
  console.log("Installing what Guichet needs (npm ci) …");
  // Under npm, the very npm that runs us; npm is a script, and Windows cannot run one by its bare name.
  const [program, ...first] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const quiet = ["ci", "--loglevel=error", "--no-fund", "--no-audit"];
  const { status, error } = spawnSync(program, [...first, ...quiet], { cwd: root, stdio: "inherit" });
  if (status !== 0)
    fail(`npm ci failed${error ? `: ${error.message}` : ""}. Guichet cannot start without its packages.`);
}

function pinnedNode() {
  const node = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  const answer = spawnSync(node, ["--version"], { encoding: "utf8" });
  if (answer.status === 0 && major(answer.stdout.slice(1)) >= 24) return node;
  fail(`Guichet runs on Node 24, and the one npm brings does not run here (${node}). Install Node 24 or later.`);
}

/** Goes on as another program: in place where this Node can, else as its parent that hands on signals and waits. */
function become(program, args) {
  if (process.execve) process.execve(program, [program, ...args], process.env);
  const child = spawn(program, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => forward(child, signal));
  child.on("error", (error) => fail(error.message));
  child.on("exit", (code, signal) => {
    process.removeAllListeners(signal ?? "SIGINT");
    if (signal) process.kill(process.pid, signal);
    else process.exit(code);
  });
}

/** A terminal gives Ctrl-C to the child as well: handed on, it would arrive twice. */
function forward(child, signal) {
  if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
}

function major(version) {
  return Number(version.split(".")[0]);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
