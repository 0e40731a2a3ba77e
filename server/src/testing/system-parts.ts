import { accessSync, constants, readdirSync } from "node:fs";
import { join } from "node:path";

/** What some tests need from the system. Each look-up gives the path of a program, or undefined. */
const folders = [
  "/usr/bin",
  "/usr/sbin",
  "/usr/local/bin",
  "/usr/local/sbin",
  "/opt/homebrew/bin",
  "/opt/homebrew/sbin",
];

/** Without windows of its own where there is such a build: it leaves the machine to the pages. */
export function findChromium(): string | undefined {
  const onMac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  return (
    findProgram("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome") ??
    (isProgram(onMac) ? onMac : undefined)
  );
}

/** How Chromium is started, the same for every test and measurement; CHROMIUM_PATH names another one. */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  return {
    executablePath: process.env.CHROMIUM_PATH ?? findChromium() ?? "/usr/bin/chromium",
    args: [...chromiumFlags],
  };
}

const chromiumFlags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The IMAP server of the e-mail tests. */
export function findDovecot(): string | undefined {
  return findProgram("dovecot");
}

/** The SMTP server of the e-mail tests: Postfix, or OpenSMTPD. */
export function findSmtpServer(): string | undefined {
  return findProgram("postfix", "smtpd");
}

/** The folder with the programs of the system's own PostgreSQL, the oldest that serves (15 or later). */
export function findSystemPostgres(): string | undefined {
  const versions = "/usr/lib/postgresql";
  return list(versions)
    .map(Number)
    .filter((version) => version >= 15)
    .sort((a, b) => a - b)
    .map((version) => join(versions, String(version), "bin"))
    .find((folder) => isProgram(join(folder, "postgres")) && isProgram(join(folder, "initdb")));
}

function findProgram(...names: string[]): string | undefined {
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
