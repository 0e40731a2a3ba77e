import { Refusal, type setUpBody } from "@guichet/contract";
import type { z } from "zod";
import { type Database, transact } from "../db/index.ts";
import { checkTimeZone } from "../organizations/index.ts";
import { findLink, foundOrganization, hasAdmin, makeLink, takeLink, voidSetUpLinks } from "../users/index.ts";
import type { AuthDeps } from "./auth-deps.ts";
import { checkNewPassword } from "./password/check-new-password.ts";
import { type SignedIn, type SignInFrom, userCtx } from "./sign-in.ts";
import { startSession } from "./start-session.ts";

/**
 * At start: the one-time link to the set-up page while there is no Admin, else null. A start before the set-up makes a new
 * link, because the former one is kept hashed and cannot be shown again; the former one is void.
 */
export async function ensureSetUpLink(deps: {
  readonly database: Pick<Database, "system">;
  readonly publicUrl: string;
  readonly now: () => Date;
}): Promise<string | null> {
  const { system } = deps.database;
  if (await hasAdmin(system)) return null;
  return await makeLink(
    { system, publicUrl: deps.publicUrl, now: deps.now },
    { purpose: "set_up", organizationId: null, userId: null, boundTo: null },
  );
}

/** Does this installation wait for its first Admin? */
export async function isSetUpNeeded(deps: Pick<AuthDeps, "database">): Promise<boolean> {
  return !(await hasAdmin(deps.database.system));
}

/** Makes the organization and its first Admin, and signs in. As soon as there is an Admin this does not exist (S49). */
export async function setUp(deps: AuthDeps, given: z.output<typeof setUpBody>, from: SignInFrom): Promise<SignedIn> {
  const { system } = deps.database;
  if (await hasAdmin(system)) throw new Refusal("not_found");
  if ((await findLink(system, "set_up", given.token, deps.now())) === undefined) throw new Refusal("link_expired");
  const { organizationName, firstName, lastName, email, password, locale, timeZone } = given;
  checkTimeZone(timeZone);
  checkNewPassword(password, [email, firstName, lastName, organizationName]);
  const passwordHash = await deps.hasher.hash(password);
  const place = await transact(system, async (db) => {
    if ((await takeLink(db, "set_up", given.token, deps.now())) === undefined) throw new Refusal("link_expired");
    if (await hasAdmin(db)) throw new Refusal("not_found");
    const organization = { name: organizationName, locale, timeZone };
    const admin = { firstName, lastName, email, locale, passwordHash };
    return await foundOrganization({ system: db, now: deps.now, log: deps.log }, organization, admin, from.address);
  });
  await voidSetUpLinks(system);
  const made = { ...place, withExample: given.withExample };
  deps.background.run("after set-up", async () => await deps.onSetUp?.(made));
  const ctx = userCtx(deps, place);
  return { ctx, userId: place.userId, session: await startSession(ctx, place.userId, from) };
}
