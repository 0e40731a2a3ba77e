import { readFileSync } from "node:fs";
import { NETWORKS, Telephone } from "@guichet/simulator";
import { startSorting } from "./colleague/sort-queue.ts";
import { startCompany } from "./contacts/company.ts";
import type { DoorName, NetworkName } from "./contacts/script.ts";
import { SCRIPTS } from "./contacts/scripts.ts";
import { type AppConnection, type AppDoor, createAppDoor } from "./doors/app-door.ts";
import type { Door } from "./doors/door.ts";
import { createMailDoor } from "./doors/mail-door.ts";
import { createMessengerDoor } from "./doors/messenger-door.ts";
import { createNetworkDoor } from "./doors/network-door.ts";
import { type MailHost, startMailHost } from "./mail/mail-host.ts";
import { type Atelier, foundAtelier, PASSWORD } from "./start/found-atelier.ts";
import { mailSettings } from "./start/mail-settings.ts";
import { startServer } from "./start/server.ts";

/** What is to be undone at the end, last things first. */
const undo: (() => void | Promise<void>)[] = [];
let ending: Promise<void> | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void leave(0));
await main().catch((error: unknown) => {
  // Who is interrupted while starting has nothing to complain about.
  if (ending === undefined) console.error(error instanceof Error ? error.message : error);
  return leave(1);
});

/** Starts Guichet in a throw-away folder, fills it, says how to get in, and keeps contacts writing until it is stopped. */
async function main(): Promise<void> {
  const startedAt = Date.now();
  const app = await createAppDoor();
  const forum = await createAppDoor("forum");
  undo.push(
    () => app.close(),
    () => forum.close(),
  );
  const mail = await startMailHost("support@atelier-lumen.example");
  undo.push(() => mail.stop());
  const networks = await Promise.all(NETWORKS.map((play) => play({ port: 0, seed: 1, name: "Atelier Lumen" })));
  const telephone = new Telephone(networks.map(({ network }) => network));
  await telephone.start();
  undo.push(() => telephone.stop(), ...networks.map((played) => () => played.stop()));
  console.log("Starting Guichet with an example, in a folder that is removed at the end …");
  const server = await startServer(process.env, {
    // The other systems, the mailbox and the networks, each on a port of its own.
    ALLOW_PRIVATE_HOSTS: "127.0.0.1:*",
    EXAMPLE_MAIL: JSON.stringify(mailSettings(mail.account)),
  });
  undo.push(() => server.stop());
  const joined = new Map<"Mobile app" | "Community", AppDoor>([
    ["Mobile app", app],
    ["Community", forum],
  ]);
  const outboundUrls = new Map([...joined].map(([name, { outboundUrl }]) => [name, outboundUrl]));
  const atelier = await foundAtelier(server.address, server.setUpToken, outboundUrls, networks);
  for (const [name, door] of joined) door.connect(connectionOf(atelier, name));
  await atelier.filled;
  const doors = openDoors(server.address, atelier, joined, mail);
  for (const played of networks) doors.set(played.network.name as NetworkName, createNetworkDoor(played));
  const company = startCompany({ doors, scripts: SCRIPTS, rate: readRate(), photo: readPhoto(), complain });
  const sorting = startSorting({ enter: atelier.enterSorter, rate: readRate(), complain: complainOfSorting });
  undo.push(
    () => sorting.stop(),
    () => company.stop(),
    ...[...doors.values()].map((door) => () => door.close()),
  );
  console.log(greeting(server.address, telephone.url, atelier, Math.round((Date.now() - startedAt) / 1000)));
  await server.ended;
  throw new Error("The server has ended.");
}

function connectionOf({ apps }: Atelier, name: string): AppConnection {
  const connection = apps.get(name);
  if (connection === undefined) throw new Error(`The channel ${name} is not joined.`);
  return connection;
}

function openDoors(
  address: string,
  atelier: Atelier,
  joined: ReadonlyMap<DoorName, Door>,
  mail: MailHost,
): Map<DoorName, Door> {
  const doors = new Map<DoorName, Door>([...joined, ["Mail", createMailDoor(mail)]]);
  for (const name of ["Website", "Trade website"] as const) {
    const channelId = atelier.channels.get(name);
    if (channelId !== undefined) doors.set(name, createMessengerDoor(address, channelId));
  }
  return doors;
}

function greeting(address: string, telephone: string, atelier: Atelier, seconds: number): string {
  const width = Math.max(...atelier.signIns.map(({ email }) => email.length));
  const people = atelier.signIns.map(
    ({ role, name, email }) => `  ${role.padEnd(11)} ${email.padEnd(width)}   ${PASSWORD}   (${name})`,
  );
  return [
    `Ready after ${seconds} s: ${address}`,
    "",
    "Sign in as",
    ...people,
    "",
    "Be a contact yourself, best in another browser:",
    `  ${address}/messenger-demo/${atelier.channels.get("Website") ?? ""}`,
    "or with a telephone, on WhatsApp, Facebook, SMS and other networks that are played on this machine:",
    `  ${telephone}`,
    "",
    "Contacts write on the website, the trade website, in the mobile app, under posts, by mail and from telephones, and",
    "answer when you do.",
    "A colleague, Sofia, gives what waits a topic now and then.",
    "Ctrl-C ends everything and removes what was kept.",
  ].join("\n");
}

function readRate(): number {
  const rate = Number(process.env.RATE ?? "1");
  if (Number.isFinite(rate) && rate > 0 && rate <= 100) return rate;
  throw new Error("RATE must be a number above 0, at most 100: 2 makes contacts twice as busy.");
}

function readPhoto(): Uint8Array {
  return readFileSync(new URL("contacts/photo.png", import.meta.url));
}

function complain(what: string): void {
  console.error(`A contact could not write: ${what}`);
}

function complainOfSorting(what: string): void {
  console.error(`A colleague could not sort: ${what}`);
}

function leave(code: number): Promise<void> {
  ending ??= (async () => {
    if (code === 0) console.log("\nEnding …");
    for (const step of undo.reverse()) await step();
    process.exit(code);
  })();
  return ending;
}
