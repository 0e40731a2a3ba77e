import type { OrganizationId, UserId } from "@guichet/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { uuidV7 } from "../lib/uuid-v7.ts";
import { appendSettingsChange, changedFields } from "./append-settings-change.ts";
import type { AuditedCtx } from "./audited-ctx.ts";
import { changeOrganization } from "./change-organization.ts";
import { openTestWorld } from "./organization.test-kit.ts";
import { listSettingsChanges } from "./settings-log/list-settings-changes.ts";
import { verifySettingsChain } from "./verify-settings-chain.ts";

let world: Awaited<ReturnType<typeof openTestWorld>>;
beforeAll(async () => {
  world = await openTestWorld();
});
afterAll(() => world?.close());

async function buildCtx(): Promise<AuditedCtx> {
  const organizationId = await world.buildOrganization();
  return { ...world.ctx(organizationId, uuidV7() as UserId), by: { name: "Ada L.", address: "203.0.113.9" } };
}

test("S48 changes of settings are logged with who, what, before, after and from where", async () => {
  const ctx = await buildCtx();
  await changeOrganization(ctx, { name: "Renamed", inactiveSessionMinutes: 60, afterReply: "pending" });
  const { items, next } = await listSettingsChanges(ctx);
  expect(next).toBeNull();
  expect(items).toMatchObject([
    {
      actorName: "Ada L.",
      action: "organization.changed",
      before: { name: "Acme", inactiveSessionMinutes: 30 },
      after: { name: "Renamed", inactiveSessionMinutes: 60 },
      address: "203.0.113.9",
      at: ctx.now().toISOString(),
    },
  ]);
});

test("S48 a change that changes nothing leaves no line", async () => {
  const ctx = await buildCtx();
  await changeOrganization(ctx, { name: "Acme" });
  expect((await listSettingsChanges(ctx)).items).toEqual([]);
});

test("S48 fifty changes at once make one whole chain, whatever text is in them", async () => {
  const ctx = await buildCtx();
  const subjects = Array.from({ length: 50 }, (_, i) => `${i} \0 \uD800 "{} é`);
  await Promise.all(
    subjects.map((subject) =>
      appendSettingsChange(ctx, { action: "test", subject, after: { subject, z: 1, a: undefined } }),
    ),
  );
  expect(await verifySettingsChain(ctx)).toMatchObject({ ok: true, lines: 50 });
  const first = await listSettingsChanges(ctx);
  expect(first.items).toHaveLength(50);
});

test("S48 the pages of the log join without gap", async () => {
  const ctx = await buildCtx();
  for (let i = 1; i <= 60; i += 1) await appendSettingsChange(ctx, { action: "test", subject: String(i) });
  const first = await listSettingsChanges(ctx);
  const second = await listSettingsChanges(ctx, { after: first.next ?? undefined });
  expect([...first.items, ...second.items].map((item) => item.subject)).toEqual(
    Array.from({ length: 60 }, (_, i) => String(60 - i)),
  );
  expect(second.next).toBeNull();
});

test("S48 the run-time role can neither change nor remove a line", async () => {
  const ctx = await buildCtx();
  await appendSettingsChange(ctx, { action: "test", subject: "kept" });
  await expect(ctx.db.updateTable("settings_changes").set({ subject: "other" }).execute()).rejects.toThrow(
    "permission",
  );
  await expect(ctx.db.deleteFrom("settings_changes").execute()).rejects.toThrow("permission");
});

test("S48 what a stranger to the rules changes in the database is found", async () => {
  const ctx = await buildCtx();
  for (const subject of ["one", "two", "three"]) await appendSettingsChange(ctx, { action: "test", subject });
  await world.database.system
    .updateTable("settings_changes")
    .set({ subject: "zwei" })
    .where("organization_id", "=", ctx.organizationId)
    .where("number", "=", "2")
    .execute();
  expect(await verifySettingsChain(ctx)).toEqual({ ok: false, brokenAt: "2" });
});

test("S48 a change that fails leaves no line, and a line that fails undoes the change", async () => {
  const ctx = await buildCtx();
  await expect(
    ctx.db.transaction().execute(async (db) => {
      await appendSettingsChange({ ...ctx, db }, { action: "test", subject: "undone" });
      throw new Error("after the line");
    }),
  ).rejects.toThrow("after the line");
  expect((await listSettingsChanges(ctx)).items).toEqual([]);
});

test("one organization never sees the log of another", async () => {
  const mine = await buildCtx();
  const other = await buildCtx();
  await appendSettingsChange(other, { action: "test", subject: "secret" });
  expect((await listSettingsChanges(mine)).items).toEqual([]);
  const stray = { db: mine.db, organizationId: other.organizationId as OrganizationId };
  expect((await listSettingsChanges(stray)).items).toEqual([]);
});

test("a time zone that does not exist is refused by name", async () => {
  await expect(changeOrganization(await buildCtx(), { timeZone: "Mars/Olympus" })).rejects.toMatchObject({
    code: "invalid_input",
    fields: [{ path: "timeZone" }],
  });
});

test("only fields that differ count as changed", () => {
  expect(changedFields({ a: 1, b: "x" }, { a: 2, b: "x" })).toEqual({ before: { a: 1 }, after: { a: 2 } });
  expect(changedFields({ a: 1 }, { a: undefined })).toBeUndefined();
});
