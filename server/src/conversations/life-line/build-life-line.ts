import { type AttemptOutcome, attemptOutcome, type LifeLine, type LifeStep, type WaitingFor } from "@guichet/contract";
import type { LifeFacts } from "./life-line.sql.ts";

/** Puts what is known of a message in the order in which it happened; what waits or has no moment stands at the end. */
export function buildLifeLine(facts: LifeFacts): LifeLine {
  const dated = [...comings(facts), ...goings(facts), ...changes(facts)];
  const steps = dated
    .filter((one) => one.at !== null)
    // A stable order: what is of the same moment stays as it is listed.
    .toSorted((a, b) => Date.parse(a.at ?? "") - Date.parse(b.at ?? ""));
  return {
    platform: facts.platform,
    externalId: facts.external_id,
    steps: [...steps, ...waits(facts), ...files(facts), ...seen(facts)],
    metadata: facts.metadata,
  };
}

type Said = Partial<Omit<LifeStep, "kind" | "at">>;

function step(kind: LifeStep["kind"], at: Date | string | null, said: Said = {}): LifeStep {
  const blank = { name: null, number: null, outcome: null, error: null, waitingFor: null, file: null, names: [] };
  return { kind, at: at === null ? null : new Date(at).toISOString(), ...blank, ...said };
}

function comings(facts: LifeFacts): LifeStep[] {
  if (facts.kind !== "inbound") return [];
  const { routed } = facts;
  return [
    // A platform's clock may be ahead of ours: what it says happened before we heard of it.
    step("said", earlier(facts.sent_at, facts.stored_at ?? facts.created_at)),
    step("stored", facts.stored_at),
    step("received", facts.created_at),
    ...(routed === null ? [] : [step("routed", routed.at, { name: routed.team })]),
  ];
}

function goings(facts: LifeFacts): LifeStep[] {
  if (facts.kind === "inbound") return [];
  return [
    step("written", facts.created_at, { name: facts.author_name }),
    ...facts.attempts.map(({ attempt, at, outcome, error }) =>
      step("attempt", at, {
        number: attempt,
        outcome: toOutcome(outcome),
        error: error === null ? null : { kind: error.kind, message: error.message },
      }),
    ),
    step("delivered", facts.delivered_at),
    step("read", facts.read_at),
  ];
}

function changes(facts: LifeFacts): LifeStep[] {
  return [
    step("edited", facts.edited_at),
    step("withdrawn", facts.withdrawn_at),
    step("masked", facts.masked_at),
    step("deleted", facts.deleted_at),
  ];
}

function waits(facts: LifeFacts): LifeStep[] {
  const { outbox } = facts;
  if (outbox === null || (outbox.state !== "ready" && outbox.state !== "waiting")) return [];
  const waitingFor = reasonToWait(facts, outbox);
  const at = waitingFor === "again" || waitingFor === "held" ? outbox.next_attempt_at : null;
  return [step("waits", at, { waitingFor })];
}

function reasonToWait(
  { channel_state }: LifeFacts,
  { attempts, held_until, earlier: isBehind }: NonNullable<LifeFacts["outbox"]>,
): WaitingFor {
  if (channel_state !== "connected") return "channel";
  if (isBehind) return "earlier";
  if (attempts > 0) return "again";
  return held_until === null ? "turn" : "held";
}

function files({ files: all }: LifeFacts): LifeStep[] {
  return all.map(({ name, state }) => step("file", null, { name, file: state }));
}

function seen({ kind, seen_by: names }: LifeFacts): LifeStep[] {
  return kind === "inbound" && names.length > 0 ? [step("seen", null, { names })] : [];
}

function toOutcome(text: string): AttemptOutcome | null {
  const read = attemptOutcome.safeParse(text);
  return read.success ? read.data : null;
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}
