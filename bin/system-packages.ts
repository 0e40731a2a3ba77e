import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mayMount } from "../server/src/testing/small-disk.ts";
import { findChromium, findDovecot, findSmtpServer, findSystemPostgres } from "../server/src/testing/system-parts.ts";

type Part = {
  find(): string | undefined;
  /** The first of them that the system's list has is installed. */
  packages: readonly [string, ...string[]];
  tests: string;
};

const parts: Part[] = [
  { find: findChromium, packages: ["chromium-headless-shell", "chromium"], tests: "the journeys" },
  { find: findDovecot, packages: ["dovecot-imapd"], tests: "e-mail from a real IMAP server" },
  { find: findSmtpServer, packages: ["postfix"], tests: "e-mail through a real SMTP server" },
  { find: findSystemPostgres, packages: ["postgresql-15"], tests: "the tests on PostgreSQL 15" },
];

/**
 * Installs what tests need from the system, where this account may.
 * @returns one line for each thing that is still missing
 */
export function prepareSystemParts(): string[] {
  for (const { packages, find } of listMissing()) for (const one of packages) if (find() === undefined) install(one);
  const reason = mayInstall() ? "apt-get could not install it" : "only root on Debian or its like installs it";
  return listMissing().map(({ tests, packages }) => `Skipped: ${tests} (no ${packages.at(-1)}; ${reason})`);
}

/** What no package brings, so that nobody can be asked for it: one line for each thing that the account may not do. */
export function listForbidden(): string[] {
  return mayMount() ? [] : ["Skipped: a disk that is really full (this account may not mount a tmpfs)"];
}

function listMissing(): Part[] {
  return parts.filter((part) => part.find() === undefined);
}

let isListFresh = false;

function install(name: string): void {
  if (!mayInstall()) return;
  console.log(`Installing ${name} (apt-get) …`);
  if (!isListFresh) aptGet("update");
  isListFresh = true;
  aptGet("install", "--no-install-recommends", name);
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

function aptGet(command: string, ...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync("apt-get", ["-qq", "-y", command, ...args], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
    timeout: 600_000,
  });
}
