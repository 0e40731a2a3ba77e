import { type DeliveryId, type MessageId, type OrganizationId, type ProblemView, Refusal } from "@guichet/contract";
import { discardAttachmentById, retryAttachmentById, settleStuckMessageAsAdmin } from "../conversations/index.ts";
import { type Ctx, type Database, inTransaction } from "../db/index.ts";
import { discardSkip, makeSkipDue } from "../events/index.ts";
import { type AuditedCtx, appendSettingsChange, inAuditedTransaction } from "../organizations/index.ts";
import { discardAside, makeAsideDue } from "../search/index.ts";
import { findDelivery, type NewDelivery } from "./deliveries.sql.ts";
import { discardDelivery, findProblem, listProblemIds, listProblems, makeDeliveryDue } from "./problems.sql.ts";

export type ProblemsDeps = { readonly database: Database; readonly process: (delivery: NewDelivery) => void };
export type ProblemFilter = { readonly kind?: ProblemView["kind"]; readonly reason?: string; readonly after?: string };

/**
 * A problem's id says what it is: `d:` a delivery, `m:` a message, `a:` an attachment, `e:` an event put aside, `s:` a message that
 * could not be indexed.
 */
type ProblemId = { readonly type: "d" | "m" | "a" | "e" | "s"; readonly id: string };

export { listProblems };

/** I16: a retry is a new attempt with its own record; its success shows only on the platform's word. */
export async function retryProblem(deps: ProblemsDeps, ctx: Ctx, problemId: string): Promise<void> {
  const { type, id } = parseId(problemId);
  if (type === "m") return await settleStuckMessageAsAdmin(ctx, id as MessageId, "retry");
  if (type === "a") return await retryAttachmentById(ctx, id);
  if (type === "e" || type === "s") {
    const due = type === "e" ? await makeSkipDue(ctx, id) : await makeAsideDue(ctx, id as MessageId);
    if (!due) throw new Refusal("message_not_retryable");
    return;
  }
  if (!(await makeDeliveryDue(ctx, id as DeliveryId))) throw new Refusal("message_not_retryable");
  await replay(deps, ctx.organizationId, id);
}

/**
 * Given up by a person, with a note that stays in the log of settings with their name. Nothing is erased: the raw delivery
 * stays for its thirty days, an event stays in its log.
 */
export async function discardProblem(ctx: AuditedCtx, problemId: string, note: string): Promise<void> {
  await inAuditedTransaction(ctx, async (inside) => {
    const problem = await findProblem(inside, problemId);
    await discard(inside, parseId(problemId), note);
    await appendSettingsChange(inside, {
      action: "problem.discarded",
      subject: problem?.channelName ?? "",
      after: { note, reason: problem?.reason ?? "", since: problem?.since ?? "" },
    });
  });
}

async function discard(ctx: Ctx, { type, id }: ProblemId, note: string): Promise<void> {
  if (type === "m") return await settleStuckMessageAsAdmin(ctx, id as MessageId, "discard");
  if (type === "a") return await discardAttachmentById(ctx, id);
  if (!(await discardThing(ctx, { type, id }, note))) throw new Refusal("message_not_retryable");
}

async function discardThing(ctx: Ctx, { type, id }: ProblemId, note: string): Promise<boolean> {
  if (type === "d") return await discardDelivery(ctx, id as DeliveryId, note);
  if (type === "s") return await discardAside(ctx, id as MessageId);
  return type === "e" && (await discardSkip(ctx, id));
}

/** Everything of one kind, and of one cause when it is named. Answers how many were taken up. */
export async function retryAllProblems(
  deps: ProblemsDeps,
  ctx: Ctx,
  kind: ProblemView["kind"],
  reason: string | undefined,
): Promise<number> {
  const ids = await listProblemIds(ctx, kind, reason);
  let retried = 0;
  for (const id of ids) {
    try {
      await inTransaction(ctx, (trx) => retryProblem({ ...deps, process: () => undefined }, trx, id));
      retried += 1;
    } catch (error) {
      // Settled meanwhile by itself or by somebody else.
      if (!(error instanceof Refusal)) throw error;
    }
  }
  for (const id of ids.filter((problem) => problem.startsWith("d:")))
    await replay(deps, ctx.organizationId, id.slice(2));
  return retried;
}

async function replay(deps: ProblemsDeps, organizationId: OrganizationId, id: string): Promise<void> {
  const delivery = await deps.database.withClient(organizationId, (client) => findDelivery(client, organizationId, id));
  if (delivery !== undefined) deps.process(delivery);
}

function parseId(text: string): ProblemId {
  const found = /^(?<type>[dmaes]):(?<id>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text)?.groups;
  if (found?.type === undefined || found.id === undefined) throw new Refusal("not_found");
  return { type: found.type as ProblemId["type"], id: found.id };
}
