import type { ChannelId, OrganizationId, UserId } from "@guichet/contract";
import type { IntakeStep } from "../conversations/index.ts";
import type { AuditedCtx } from "../organizations/index.ts";
import type { Parts } from "../parts.ts";
import type { ChannelName } from "./cast.ts";
import type { Labels } from "./make-labels.ts";
import type { Cast } from "./make-people.ts";

/** Where the past is played: the organization, its people and what they made. */
export type Stage = {
  readonly parts: Pick<Parts, "database" | "files" | "log"> & { readonly config: Pick<Parts["config"], "publicUrl"> };
  readonly organizationId: OrganizationId;
  readonly cast: Cast;
  readonly channels: ReadonlyMap<ChannelName, ChannelId>;
  readonly labels: Labels;
  /** What its automations do with what contacts write. */
  readonly steps: readonly IntakeStep[];
};

/** Somebody of the cast, or nobody, at an instant (epoch milliseconds). */
export function ctxOf(stage: Stage, at: number, key: string | undefined): AuditedCtx {
  return {
    db: stage.parts.database.of(stage.organizationId),
    organizationId: stage.organizationId,
    actor: key === undefined ? { type: "system", name: "example" } : { type: "user", id: userOf(stage, key) },
    now: () => new Date(at),
    log: stage.parts.log,
    by: { name: key === undefined ? "example" : nameOf(stage, key), address: "" },
  };
}

export function channelOf(stage: Stage, name: ChannelName): ChannelId {
  const id = stage.channels.get(name);
  if (id === undefined) throw new Error(`The example has no channel ${name}.`);
  return id;
}

export function userOf(stage: Stage, key: string): UserId {
  const found = stage.cast.get(key);
  if (found === undefined) throw new Error(`Nobody in the example is called ${key}.`);
  return found.userId;
}

export function nameOf(stage: Stage, key: string): string {
  return stage.cast.get(key)?.name ?? "";
}
