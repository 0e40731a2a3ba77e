import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { dovecotConfig, type Places, postfixMainConfig, postfixMasterConfig } from "./server-files.ts";

/** Dovecot and Postfix of our own, for one test file. */
export type MailServers = {
  readonly imapPort: number;
  readonly imapsPort: number;
  readonly smtpPort: number;
  readonly domain: string;
  readonly bouncingDomain: string;
  readonly password: string;
  /** PEM of the authority that signed both servers' certificate. */
  readonly authority: string;
  /** The flags of each mail of this mailbox, e.g. `S` for seen. */
  flagsOf(address: string): Promise<string[]>;
  /** Dovecot dies at once and comes again. `forgetNumbers`: with new numbers for the mails of this address. */
  restartImap(forgetNumbers?: string): Promise<void>;
  stop(): Promise<void>;
};

const tools = { dovecot: "/usr/sbin/dovecot", postfix: "/usr/sbin/postfix", openssl: "/usr/bin/openssl" };

/** Why the servers cannot be started here; undefined when they can. One clear line for whoever reads the test's output. */
export function whyNoMailServers(): string | undefined {
  const missing = Object.entries(tools).filter(([, path]) => !existsSync(path));
  if (missing.length > 0) return `skipped: ${missing.map(([name]) => name).join(" and ")} not installed`;
  return process.getuid?.() === 0 ? undefined : "skipped: the mail servers of the tests need root";
}

/**
 * Starts both servers on free loopback ports under a temporary folder, with these mailboxes at `shop.test`; no service of the
 * system is touched.
 */
export async function startMailServers(mailboxes: readonly string[]): Promise<MailServers> {
  const folder = mkdtempSync(join(tmpdir(), "guichet-mail-"));
  chmodSync(folder, 0o755);
  const [imapPort, imapsPort, authPort, smtpPort] = await findPorts();
  const places: Places = {
    folder,
    imapPort,
    imapsPort,
    authPort,
    smtpPort,
    domain: "shop.test",
    bouncingDomain: "gone.test",
  };
  const password = "canary-4f1d2a-password";
  writeFiles(places);
  writeAccounts(places, mailboxes, password);
  const authority = makeCertificate(folder);
  let dovecot = startDovecot(places);
  const postfix = startPostfix(places);
  // Whatever becomes of the tests, nothing is left running.
  const endAll = () => {
    for (const server of [dovecot, postfix]) if (server.pid !== undefined) endNow(server.pid);
    endNow(masterOf(places));
  };
  process.once("exit", endAll);
  await Promise.all([untilOpen(imapPort), untilOpen(authPort), untilOpen(smtpPort)]);
  return {
    ...places,
    authority,
    password,
    flagsOf: (address) => Promise.resolve(readFlags(join(folder, "mail", address))),
    async restartImap(forgetNumbers) {
      await endGroup(dovecot, "SIGKILL");
      if (forgetNumbers !== undefined) forget(join(folder, "mail", forgetNumbers));
      dovecot = startDovecot(places);
      await untilOpen(imapPort);
    },
    async stop() {
      await Promise.all([endGroup(dovecot, "SIGTERM"), endPostfix(places, postfix)]);
      process.off("exit", endAll);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function writeFiles(places: Places): void {
  const { folder } = places;
  for (const name of ["run", "state", "mail", "queue", "data", "postfix"]) mkdirSync(join(folder, name));
  execFileSync("chown", ["nobody:nogroup", join(folder, "mail")]);
  execFileSync("chown", ["postfix", join(folder, "data")]);
  // EX_NOUSER: accepted first, then returned to its sender.
  writeFileSync(join(folder, "no-such-user.sh"), "exit 67\n");
  writeFileSync(join(folder, "dovecot.conf"), dovecotConfig(places));
  writeFileSync(join(folder, "postfix", "main.cf"), postfixMainConfig(places));
  writeFileSync(join(folder, "postfix", "master.cf"), postfixMasterConfig(places));
}

/** Signs itself, for the address the tests connect to. */
function makeCertificate(folder: string): string {
  const names = "subjectAltName=IP:127.0.0.1,DNS:localhost";
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  const kind = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"];
  execFileSync(tools.openssl, [...kind, "-subj", "/CN=localhost", "-addext", names, ...files], { stdio: "ignore" });
  return readFileSync(join(folder, "cert.pem"), "utf8");
}

function startDovecot({ folder }: Places): ChildProcess {
  return spawn(tools.dovecot, ["-F", "-c", join(folder, "dovecot.conf")], { detached: true, stdio: "ignore" });
}

function startPostfix({ folder }: Places): ChildProcess {
  return spawn(tools.postfix, ["-c", join(folder, "postfix"), "start-fg"], { detached: true, stdio: "ignore" });
}

/** Postfix reads its list once, so all accounts are there from the start. */
function writeAccounts({ folder, domain }: Places, mailboxes: readonly string[], password: string): void {
  const addresses = mailboxes.map((name) => `${name}@${domain}`);
  writeFileSync(join(folder, "users"), addresses.map((address) => `${address}:${password}\n`).join(""));
  writeFileSync(join(folder, "mailboxes"), addresses.map((address) => `${address} ${address}/\n`).join(""));
}

/** Without its list Dovecot numbers the mails of a mailbox anew, under a new UIDVALIDITY. */
function forget(mailbox: string): void {
  for (const name of [
    "dovecot-uidlist",
    "dovecot-uidvalidity",
    "dovecot.index",
    "dovecot.index.log",
    "dovecot.index.cache",
    "dovecot.list.index",
    "dovecot.list.index.log",
  ]) {
    rmSync(join(mailbox, name), { force: true });
  }
}

/** A Maildir writes them behind `:2,` in the file names; a mail nobody has touched lies in `new` without any. */
function readFlags(mailbox: string): string[] {
  const names = ["new", "cur"].flatMap((part) => readdirSync(join(mailbox, part)));
  return names.map((name) => name.split(":2,")[1] ?? "");
}

async function findPorts(): Promise<[number, number, number, number]> {
  const servers = await Promise.all(
    [0, 1, 2, 3].map(
      () =>
        new Promise<{ port: number; close: () => void }>((resolve) => {
          const server = createServer().listen(0, "127.0.0.1", () => {
            const address = server.address();
            resolve({ port: typeof address === "object" ? (address?.port ?? 0) : 0, close: () => server.close() });
          });
        }),
    ),
  );
  for (const server of servers) server.close();
  const [a = 0, b = 0, c = 0, d = 0] = servers.map(({ port }) => port);
  return [a, b, c, d];
}

async function untilOpen(port: number): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (await isOpen(port)) return;
    await sleep(50);
  }
  throw new Error(`Nothing listens on port ${port}.`);
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const end = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });
}

/** Each server runs in a process group of its own, children included. */
async function endGroup(server: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const { pid } = server;
  if (pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  endNow(pid, signal);
  const hard = setTimeout(() => endNow(pid), 5000);
  await ended;
  clearTimeout(hard);
}

/** Postfix's master leaves the group of its script; its own pid file tells where it is. */
async function endPostfix(places: Places, script: ChildProcess): Promise<void> {
  endNow(masterOf(places), "SIGTERM");
  await endGroup(script, "SIGTERM");
}

function masterOf({ folder }: Places): number {
  const file = join(folder, "queue", "pid", "master.pid");
  return existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
}

/** A group that has ended meanwhile is as good as ended. */
function endNow(group: number, signal: NodeJS.Signals = "SIGKILL"): void {
  if (!(group > 1)) return;
  try {
    process.kill(-group, signal);
  } catch {
    return;
  }
}
