import type { settingsChange } from "@guichet/contract";
import type { z } from "zod";
import type { Ctx } from "../db/index.ts";
import type { ChainedLine } from "./settings-chain.ts";
import { listLinesBefore } from "./settings-changes.sql.ts";

const PAGE = 50;

/** A page of the log of settings, newest first. */
export async function listSettingsChanges(
  ctx: Pick<Ctx, "db" | "organizationId">,
  after: string | undefined,
): Promise<{ items: z.input<typeof settingsChange>[]; next: string | null }> {
  const lines = await listLinesBefore(ctx.db, ctx.organizationId, after, PAGE + 1);
  const page = lines.slice(0, PAGE);
  return { items: page.map(toView), next: lines.length > PAGE ? (page.at(-1)?.number ?? null) : null };
}

function toView(line: ChainedLine): z.input<typeof settingsChange> {
  const { id, actorName, action, subject, before, after, address } = line;
  return { id, at: line.at.toISOString(), actorName, action, subject, before, after, address };
}
