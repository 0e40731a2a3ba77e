import type { ChannelRole } from "@guichet/contract";
import fc from "fast-check";
import type { Item } from "./knowledge.ts";
import type { Channel, Person, Team } from "./oracle.ts";
import type { Label, Thread, UploadedFile } from "./world.ts";

const ACCESS = [
  "setUserChannels",
  "setUserTeams",
  "setTeamMembers",
  "setTeamChannels",
  "setChannelAccess",
  "openChannel",
  "deactivate",
  "deleteChannel",
] as const;
const WORK = [
  "open",
  "steal",
  "leave",
  "next",
  "status",
  "boomerang",
  "cancelBoomerang",
  "undo",
  "assign",
  "reply",
  "comment",
  "schedule",
  "draft",
  "forgetDraft",
  "markRead",
  "markUnread",
  "upload",
  "attach",
  "typing",
  "topics",
  "tags",
  "bulk",
  "insert",
  "mask",
  "renameContact",
  "markVip",
  "note",
] as const;
export type AccessKind = (typeof ACCESS)[number];
export type WorkKind = (typeof WORK)[number];
type Kind = AccessKind | WorkKind | "contactWrites";

/** Numbers that point into the world, whatever its size; drawn by fast-check, so that a failure shrinks. */
export type Step = {
  readonly kind: Kind;
  readonly who: number;
  readonly what: number;
  readonly other: number;
  readonly role: ChannelRole;
  readonly some: readonly { readonly at: number; readonly role: ChannelRole }[];
  readonly reader: number;
};

const role = fc.constantFrom<ChannelRole>("viewer", "contributor", "supervisor");
const kind = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom<Kind>(...ACCESS.slice(0, 6)) },
  { weight: 1, arbitrary: fc.constantFrom<Kind>(...ACCESS.slice(6)) },
  { weight: 9, arbitrary: fc.constantFrom<Kind>(...WORK) },
  { weight: 3, arbitrary: fc.constantFrom<Kind>("comment", "reply") },
  { weight: 1, arbitrary: fc.constant<Kind>("contactWrites") },
);
const number = fc.nat(999);
export const anyStep: fc.Arbitrary<Step> = fc.record({
  kind,
  who: number,
  what: number,
  other: number,
  role,
  some: fc.array(fc.record({ at: number, role }), { maxLength: 3 }),
  reader: number,
});

/** What a step points at. One time in four or so it is of the other organization. */
export type Chosen = {
  readonly actor: Person;
  readonly person: Person;
  readonly team: Team;
  readonly channel: Channel;
  readonly thread: Thread;
  readonly file: UploadedFile | undefined;
  /** A topic and a tag, by id. */
  readonly topic: Label;
  readonly tag: Label;
  readonly item: Item;
};

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error("the world is empty");
  return found;
}

export function isAccess(kind: AccessKind | WorkKind): kind is AccessKind {
  return ACCESS.some((one) => one === kind);
}
