import { setTimeout as wait } from "node:timers/promises";
import {
  type ChannelId,
  type ChannelRole,
  channelCreated,
  invitationSent,
  me,
  type UserId,
  userView,
} from "@guichet/contract";
import type { z } from "zod";
import type { Guichet } from "./start-guichet.ts";

export const PASSWORD = "Correct-Horse-9";

/** Somebody with an account, who can also act through the HTTP interface: for what a journey only needs to be there. */
export type Person = {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  /** The value of the session cookie. */
  readonly session: string;
  call<Answer>(answer: z.ZodType<Answer>, method: string, path: string, body?: unknown): Promise<Answer>;
};

/** The organization and its first Admin, without the screen. */
export async function setUp(guichet: Guichet, locale: "en" | "fr" = "en", withExample = false): Promise<Person> {
  const body = {
    token: tokenOf(guichet.setUpLink),
    organizationName: "Atelier Lumen",
    firstName: "Ada",
    lastName: "Admin",
    email: "ada@lumen.example",
    password: PASSWORD,
    locale,
    timeZone: "Europe/Paris",
    withExample,
  };
  return await enter(guichet.base, "/setup", body);
}

export type NewAgent = {
  readonly firstName: string;
  readonly lastName: string;
  readonly accountRole?: "admin" | "agent";
  readonly channels?: Record<ChannelId, ChannelRole>;
};

/** An agent who has followed the invitation and is signed in. */
export async function addAgent(guichet: Guichet, admin: Person, agent: NewAgent): Promise<Person> {
  const { firstName, lastName, accountRole = "agent", channels = {} } = agent;
  const email = `${firstName}@lumen.example`.toLowerCase();
  const body = { firstName, lastName, accountRole, email, userReference: null, shortCode: null, locale: "en" };
  const { user, link } = await admin.call(invitationSent, "POST", "/users", body);
  const grants = Object.entries(channels).map(([channelId, role]) => ({ channelId, role }));
  await admin.call(userView, "PUT", `/users/${user.id}/access`, { accessMode: "channels", channels: grants });
  await send(guichet.base, "", "PUT", `/invitations/${tokenOf(link ?? "")}`, { password: PASSWORD });
  if (grants.length === 0) return { id: user.id, name: `${firstName} ${lastName}`, email, session: "", call: refuse };
  return await enter(guichet.base, "/session", { email, password: PASSWORD });
}

/** The web messenger, opened on Guichet's own demo page. */
export async function addMessenger(admin: Person, name: string): Promise<ChannelId> {
  const made = await admin.call(channelCreated, "POST", "/channels", { platform: "messenger", name, settings: {} });
  return made.channel.id;
}

async function enter(base: string, path: string, body: unknown): Promise<Person> {
  const response = await send(base, "", "POST", path, body);
  const session = /guichet=([^;]+)/.exec(response.headers.get("set-cookie") ?? "")?.[1] ?? "";
  const { id, firstName, lastName, email } = me.parse(await response.json());
  return {
    ...{ id, name: `${firstName} ${lastName}`, email, session },
    async call(answer, method, route, content) {
      const got = await send(base, session, method, route, content);
      const text = await got.text();
      return answer.parse(text === "" ? undefined : JSON.parse(text));
    },
  };
}

/** On a slow machine a reading is asked for again when the answer says so, as a browser of ours does. */
async function send(
  base: string,
  session: string,
  method: string,
  path: string,
  body?: unknown,
  tries = 5,
): Promise<Response> {
  const response = await fetch(`${base}/api/v1${path}`, {
    method,
    headers: {
      origin: base,
      cookie: `guichet=${session}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const again = response.headers.get("retry-after");
  if (method === "GET" && response.status === 503 && again !== null && tries > 1) {
    await wait(Number(again) * 1000);
    return await send(base, session, method, path, body, tries - 1);
  }
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response;
}

/** Links carry their secret behind the hash, so that it stands in no log. */
function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}

async function refuse(): Promise<never> {
  throw new Error("This person may not enter.");
}
