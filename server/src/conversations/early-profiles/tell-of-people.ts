import type { PlatformNews } from "../../contacts/index.ts";
import type { Planned } from "../intake-plan.ts";
import type { KeptProfile, ToldOfPerson } from "./early-profiles.sql.ts";

/** What was kept of a person, and what of it still counts beside the messages that they have written now. */
export type EarlyNewsOfPerson = {
  readonly planned: Planned;
  readonly at: number;
  readonly told: ToldOfPerson;
};

/** Pure. A name that a message brings, and that is not older, counts instead of the one that was kept. */
export function toNewsOfPeople(kept: readonly KeptProfile[], planned: readonly Planned[]): EarlyNewsOfPerson[] {
  return kept
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ identityId, at, told: { name, handle, attributes, photo } }) => {
      const theirs = planned.filter((one) => one.identityId === identityId);
      const [first] = theirs;
      if (first === undefined) return [];
      const isOlder = (which: "displayName" | "handle"): boolean =>
        theirs.some(({ message }) => message.party[which] !== undefined && message.occurredAt >= at);
      const told = {
        ...(name === undefined || isOlder("displayName") ? {} : { name }),
        ...(handle === undefined || isOlder("handle") ? {} : { handle }),
        ...(attributes === undefined ? {} : { attributes }),
        ...(photo === undefined ? {} : { photo }),
      };
      return [{ planned: first, at, told }];
    });
}

/** As if it had been told once they were there; what was told first comes first, whichever way it came. */
export function inOrder(
  early: readonly EarlyNewsOfPerson[],
  brought: readonly { readonly at: number; readonly news: PlatformNews }[],
): PlatformNews[] {
  const kept = early.map(({ at, planned: { contactId, message }, told: { name, attributes } }) => ({
    at,
    news: {
      ...{ contactId, platform: message.platform, isNew: true },
      ...(name === undefined ? {} : { name }),
      ...(attributes === undefined ? {} : { attributes }),
    },
  }));
  return [...kept, ...brought].toSorted((a, b) => a.at - b.at).map(({ news }) => news);
}
