import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { UserId } from "@guichet/contract";
import type { FastifyInstance } from "fastify";
import { createFileStore } from "../files/index.ts";
import { createHttpServer, type Route } from "../http/index.ts";
import { createSecretBox } from "../lib/secret-box.ts";
import { uuidV7 } from "../lib/uuid-v7.ts";
import type { Mail, Mailer } from "../mail/index.ts";
import { organizationRoutes, settingsLogRoutes } from "../organizations/index.ts";
import { buildClock, openTestWorld, silentLog } from "../organizations/organization.test-kit.ts";
import { foundOrganization, photoRoutes, teamRoutes, type UserDeps, userRoutes } from "../users/index.ts";
import {
  type AuthDeps,
  createAuthenticator,
  createBackground,
  createPasswordHasher,
  endAllSessions,
  linkRoutes,
  meRoutes,
  type PasswordHasher,
  signInRoutes,
} from "./index.ts";

export const PASSWORD = "Trois-4-petits-Chats!";
export const OTHER_PASSWORD = "Deux-7-grands-Ours?";

/** An installation with the doors of these slices: HTTP by `browser()`, mails kept, cheap hashes that are counted. */
export async function openAuthWorld(
  options: { publicUrl?: string; routes?: (deps: AuthDeps & UserDeps) => Route[] } = {},
) {
  const clock = buildClock();
  const world = await openTestWorld(clock);
  const folder = mkdtempSync(join(tmpdir(), "guichet-auth-"));
  const mails: Mail[] = [];
  const mailServer = { works: true };
  const { hasher, counts } = countHashes(createPasswordHasher({ memory: 64, passes: 1, parallelism: 1 }));
  const publicUrl = options.publicUrl ?? "http://guichet.test";
  const database = world.database;
  const deps: AuthDeps & UserDeps = {
    database,
    now: clock.now,
    log: silentLog,
    publicUrl,
    mailer: buildMailer(mails, mailServer),
    secretBox: createSecretBox(Buffer.alloc(32, 7)),
    hasher,
    authenticate: createAuthenticator({ database, now: clock.now, secure: publicUrl.startsWith("https:") }),
    background: createBackground(silentLog),
    files: createFileStore({ root: folder }),
    endSessions: endAllSessions,
  };
  const app = await createHttpServer({
    routes: [
      ...organizationRoutes(deps),
      ...settingsLogRoutes(deps),
      ...userRoutes(deps),
      ...teamRoutes(deps),
      ...photoRoutes(deps),
      ...signInRoutes(deps),
      ...linkRoutes(deps),
      ...meRoutes(deps),
      ...(options.routes?.(deps) ?? []),
    ],
    authenticate: deps.authenticate,
    publicUrl,
    trustedProxies: [],
    log: silentLog,
    now: () => clock.now().getTime(),
    wake: () => undefined,
    checkAnswers: true,
    rateScale: 100_000,
  });
  return {
    ...world,
    app,
    clock,
    deps,
    mails,
    mailServer,
    hashCounts: counts,
    browser: (address = "203.0.113.7") => buildBrowser(app, address),
    found: (email = `admin-${uuidV7()}@example.org`) => found(deps, email),
    async close() {
      await deps.background.idle();
      await app.close();
      await world.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
export type AuthWorld = Awaited<ReturnType<typeof openAuthWorld>>;

/** An organization whose Admin is signed in. */
async function found(deps: AuthDeps, email: string) {
  const organization = { name: "Blue Harbour", locale: "en", timeZone: "Europe/Brussels" } as const;
  const passwordHash = await deps.hasher.hash(PASSWORD);
  const admin = { firstName: "Ada", lastName: "Quill", email, locale: "en", passwordHash } as const;
  const place = await foundOrganization(
    { system: deps.database.system, now: deps.now, log: deps.log },
    organization,
    admin,
  );
  return { ...place, email };
}

function buildMailer(mails: Mail[], server: { works: boolean }): Mailer {
  return {
    isConfigured: true,
    async send(mail) {
      if (!server.works) return { delivered: false, reason: "not_configured" };
      mails.push(mail);
      return { delivered: true, messageId: `<${mails.length}@guichet.test>` };
    },
  };
}

function countHashes(inner: PasswordHasher) {
  const counts = { hash: 0, verify: 0 };
  const hasher: PasswordHasher = {
    ...inner,
    hash(password) {
      counts.hash += 1;
      return inner.hash(password);
    },
    verify(password, encoded) {
      counts.verify += 1;
      return inner.verify(password, encoded);
    },
  };
  return { hasher, counts };
}

export type Answer = {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
};
type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** A browser at some address with its cookie. */
function buildBrowser(app: FastifyInstance, address: string) {
  const jar = { cookie: "" };
  async function call(
    method: Method,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const raw = Buffer.isBuffer(body);
    const response = await app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: address,
      headers: {
        "sec-fetch-site": "same-origin",
        "user-agent": "Test browser",
        ...(jar.cookie === "" ? {} : { cookie: jar.cookie }),
        ...(raw ? { "content-type": "application/octet-stream" } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: raw ? body : (body as object) }),
    });
    const set = response.headers["set-cookie"];
    if (typeof set === "string") jar.cookie = set.split(";")[0] ?? "";
    const isJson = String(response.headers["content-type"] ?? "").includes("json");
    const parsed: unknown = isJson && response.body !== "" ? response.json() : undefined;
    return { status: response.statusCode, body: parsed, text: response.body, headers: response.headers };
  }
  return {
    jar,
    get: (path: string) => call("GET", path),
    post: (path: string, body?: unknown, headers?: Record<string, string>) => call("POST", path, body, headers),
    put: (path: string, body?: unknown) => call("PUT", path, body),
    patch: (path: string, body?: unknown) => call("PATCH", path, body),
    remove: (path: string, body?: unknown) => call("DELETE", path, body),
    signIn: (email: string, password = PASSWORD, code?: string) => call("POST", "/session", { email, password, code }),
  };
}
export type TestBrowser = ReturnType<typeof buildBrowser>;

/** The token of the last mail with a link. */
export function tokenOf(mail: Mail | undefined): string {
  return tokenOfLink(/https?:\/\/\S+/.exec(mail?.text ?? "")?.[0] ?? "");
}
export function tokenOfLink(link: string): string {
  return link.split("#")[1] ?? "";
}

export type Person = { readonly id: UserId; readonly email: string };

/** Adds a user by the doors of the product: created by the Admin, invitation accepted. */
export async function addUser(
  world: AuthWorld,
  admin: TestBrowser,
  given: { accountRole?: "admin" | "agent"; accept?: boolean; email?: string } = {},
): Promise<Person> {
  const email = given.email ?? `user-${uuidV7()}@example.org`;
  const fields = { firstName: "Bo", lastName: "Reed", userReference: null, shortCode: null };
  const created = await admin.post("/users", { ...fields, email, accountRole: given.accountRole ?? "agent" });
  if (created.status !== 201) throw new Error(`the user was not created: ${created.text}`);
  if (given.accept !== false) {
    const accepted = await world
      .browser("198.51.100.77")
      .put(`/invitations/${tokenOf(world.mails.at(-1))}`, { password: PASSWORD });
    if (accepted.status !== 204) throw new Error(`the invitation was not accepted: ${accepted.text}`);
  }
  return { id: created.body.user.id, email };
}
