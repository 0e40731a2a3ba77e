import {
  type ProactiveStatus,
  type proactiveDetails,
  proactiveStatus,
  proactiveStatusOf,
  type proactiveSummary,
  Refusal,
} from "@guichet/contract";
import { z } from "zod";
import type { Ctx } from "../db/index.ts";
import { findSentProactive, type SentProactive } from "./proactive.sql.ts";

/** How many of a call's messages stand where; what is another organization's is not found. */
export async function followProactive(ctx: Ctx, id: string): Promise<z.input<typeof proactiveSummary>> {
  const status = statusOf(await getSent(ctx, id));
  const statuses = Object.fromEntries(proactiveStatus.options.map((one) => [one, one === status ? 1 : 0]));
  return { correlationId: id, total: 1, statuses: statuses as Record<ProactiveStatus, number> };
}

/** Those that stand there, with the cause where they failed. */
export async function listProactive(
  ctx: Ctx,
  id: string,
  wanted: ProactiveStatus,
): Promise<z.input<typeof proactiveDetails>> {
  const sent = await getSent(ctx, id);
  const status = statusOf(sent);
  return status === wanted ? [{ status, contact: sent.contact, reason: reasonOf(sent) }] : [];
}

async function getSent(ctx: Ctx, id: string): Promise<SentProactive> {
  const sent = z.uuid().safeParse(id).success ? await findSentProactive(ctx, id) : undefined;
  if (sent === undefined) throw new Refusal("not_found");
  return sent;
}

function statusOf(sent: SentProactive): ProactiveStatus {
  return proactiveStatusOf(sent.state, sent);
}

/** The platform's own words, or the kind of failure where it had none. */
function reasonOf({ state, error }: SentProactive): string | null {
  if (state === "discarded") return "given up by a person";
  if (state !== "failed" || error === null) return null;
  return error.message === "" ? error.kind.replaceAll("_", " ") : error.message;
}
