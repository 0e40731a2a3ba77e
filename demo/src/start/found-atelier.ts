import { setTimeout as sleep } from "node:timers/promises";
import { channelCreated, channelView, invitationSent, settingsChange, teamView, userView } from "@guichet/contract";
import type { Played } from "@guichet/simulator";
import type { AppConnection } from "../doors/app-door.ts";
import { type Admin, type Colleague, signIn, signInBySettingUp } from "./admin.ts";
import { joinNetworks } from "./join-networks.ts";
import { list } from "./list.ts";
import { checkMail } from "./mail-settings.ts";

export const PASSWORD = "Brass-and-Linen-7";
export type SignIn = { readonly role: string; readonly name: string; readonly email: string };
export type Atelier = {
  readonly signIns: readonly SignIn[];
  /** Name → id. */
  readonly channels: ReadonlyMap<string, string>;
  /** Name of the channel → how its system is joined. */
  readonly apps: ReadonlyMap<string, AppConnection>;
  /** Signs in the colleague who sorts. */
  readonly enterSorter: () => Promise<Colleague>;
  /** Resolves when the past is told. */
  readonly filled: Promise<void>;
};

const FOUNDER = { firstName: "Claire", lastName: "Fontaine", email: "claire@atelier-lumen.example" };
/** Whom of the example one can be, besides the founder. */
const OTHERS: Readonly<Record<string, string>> = {
  "nadia@atelier-lumen.example": "Supervisor",
  "tom@atelier-lumen.example": "Agent",
};
/** Who sorts what comes in; nobody else is asked to sign in as her. */
const SORTER = "sofia@atelier-lumen.example";

/**
 * Founds the organization with the example, lets some of its people choose a password, and joins the other systems (name of
 * the channel → where answers are posted to) and the networks.
 */
export async function foundAtelier(
  address: string,
  token: string,
  outboundUrls: ReadonlyMap<string, string>,
  networks: readonly Played[],
): Promise<Atelier> {
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  const choice = { organizationName: "Atelier Lumen", locale: "en", timeZone, withExample: true };
  const admin = await signInBySettingUp(address, { token, ...choice, ...FOUNDER, password: PASSWORD });
  const people = await untilThere(admin);
  const channels = await readChannels(admin);
  const invited = people.filter((user) => OTHERS[user.email] !== undefined);
  const working = people.filter((user) => user.email === SORTER);
  for (const user of [...invited, ...working]) await choosePassword(admin, address, user.id);
  const apps = new Map<string, AppConnection>();
  for (const [name, outboundUrl] of outboundUrls)
    apps.set(name, await connectApp(admin, channels.get(name) ?? "", outboundUrl));
  await joinNetworks(admin, networks);
  await checkMail(admin, channels.get("Support mail") ?? "");
  const founder = { role: "Admin", name: "Claire Fontaine", email: FOUNDER.email };
  const signIns = invited.map((user) => ({
    role: OTHERS[user.email] ?? "",
    name: `${user.firstName} ${user.lastName}`,
    email: user.email,
  }));
  return {
    signIns: [founder, ...signIns],
    channels,
    apps,
    enterSorter: () => signIn(address, SORTER, PASSWORD),
    filled: untilFilled(admin),
  };
}

/** The example comes after the answer to set-up: its people first, its past for some seconds more. */
async function untilThere(admin: Admin) {
  return await until("the example's people", async () => {
    const teams = await list(admin, "/teams", teamView);
    const users = await list(admin, "/users", userView);
    const all = teams.length >= 3 && Object.keys(OTHERS).every((email) => users.some((user) => user.email === email));
    return all ? users : undefined;
  });
}

async function untilFilled(admin: Admin): Promise<void> {
  await until("the example's past", async () => {
    const changes = await list(admin, "/settings-changes", settingsChange);
    return changes.some((change) => change.action === "example.filled") ? true : undefined;
  });
}

/** A slow machine with other work takes minutes. */
const PATIENCE_MS = 300_000;

async function until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await sleep(300)) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error(`Waited too long for ${what}.`);
}

async function readChannels(admin: Admin): Promise<Map<string, string>> {
  const items = await list(admin, "/channels", channelView);
  return new Map(items.map((channel) => [channel.name, channel.id]));
}

/** Without a mail server the invitation's link is handed to the Admin: the invited person opens it. */
async function choosePassword(admin: Admin, address: string, userId: string): Promise<void> {
  const { link } = invitationSent.parse(await admin.call("POST", `/users/${userId}/invitation`));
  const token = link?.split("#")[1] ?? "";
  const answer = await fetch(`${address}/api/v1/invitations/${token}`, {
    method: "PUT",
    headers: { "content-type": "application/json", origin: address },
    body: JSON.stringify({ password: PASSWORD }),
  });
  if (!answer.ok) throw new Error(`An invitation was answered with ${answer.status}: ${await answer.text()}`);
}

async function connectApp(admin: Admin, channelId: string, outboundUrl: string): Promise<AppConnection> {
  await admin.call("PATCH", `/channels/${channelId}`, { settings: { outboundUrl } });
  const { channel, secrets } = channelCreated.parse(await admin.call("POST", `/channels/${channelId}/secrets`));
  const [secret] = Object.values(secrets);
  if (secret === undefined || channel.webhookUrl === null) throw new Error("The app's channel gave no secret.");
  return { webhookUrl: channel.webhookUrl, secret };
}
