import type { ChannelId, IdentityId } from "@guichet/contract";
import type { Visitor } from "../visitor/visitor.ts";
import type { VisitorLine } from "./visitor-line.ts";

type Who = Pick<Visitor, "channelId" | "externalId">;
export type LineRegistry = ReturnType<typeof createLineRegistry>;

/** Which lines are open in this process, by visitor, and under which identity the core knows each visitor. */
export function createLineRegistry() {
  const byVisitor = new Map<string, Set<VisitorLine>>();
  const identityOf = new Map<string, IdentityId>();
  const visitorOf = new Map<IdentityId, string>();
  /** Visitors who have not written yet, by channel: any contact's first message may be theirs. */
  const strangers = new Map<ChannelId, Set<string>>();

  function forget(key: string, channelId: ChannelId): void {
    byVisitor.delete(key);
    const identity = identityOf.get(key);
    if (identity !== undefined) visitorOf.delete(identity);
    identityOf.delete(key);
    noStranger(key, channelId);
  }

  function noStranger(key: string, channelId: ChannelId): void {
    const inChannel = strangers.get(channelId);
    inChannel?.delete(key);
    if (inChannel?.size === 0) strangers.delete(channelId);
  }

  return {
    add(line: VisitorLine): void {
      const { channelId } = line.visitor;
      const key = keyOf(line.visitor);
      byVisitor.set(key, (byVisitor.get(key) ?? new Set()).add(line));
      if (!identityOf.has(key)) strangers.set(channelId, (strangers.get(channelId) ?? new Set()).add(key));
    },

    remove(line: VisitorLine): void {
      const key = keyOf(line.visitor);
      const lines = byVisitor.get(key);
      lines?.delete(line);
      if (lines?.size === 0) forget(key, line.visitor.channelId);
    },

    /** The core knows this visitor under this identity. Quiet when none of their lines is here. */
    learn(visitor: Who, identity: IdentityId): void {
      const key = keyOf(visitor);
      if (!byVisitor.has(key)) return;
      identityOf.set(key, identity);
      visitorOf.set(identity, key);
      noStranger(key, visitor.channelId);
    },

    isKnown: (identity: IdentityId) => visitorOf.has(identity),
    hasStrangers: (channelId: ChannelId) => strangers.has(channelId),
    count: (visitor: Who) => byVisitor.get(keyOf(visitor))?.size ?? 0,
    isEmpty: () => byVisitor.size === 0,
    ofIdentity: (identity: IdentityId): readonly VisitorLine[] => [
      ...(byVisitor.get(visitorOf.get(identity) ?? "") ?? []),
    ],
    all: (): readonly VisitorLine[] => [...byVisitor.values()].flatMap((lines) => [...lines]),
  };
}

function keyOf({ channelId, externalId }: Who): string {
  return `${channelId} ${externalId}`;
}
