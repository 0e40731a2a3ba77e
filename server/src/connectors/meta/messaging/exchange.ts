import type { InboundParty } from "../../connector.ts";
import { idOf, memberOf } from "../../read-json.ts";
import type { Happening } from "../happening.ts";

/** Between whom something happened: the contact, and whether the Page did it. */
export type Exchange = {
  readonly party: InboundParty;
  readonly byPage: boolean;
  /** Which of the two did it. */
  readonly by: string;
  readonly base: { readonly channelExternalId: string };
};

/** The contact is whoever is not the Page; undefined: nobody is named. */
export function exchangeOf({ value, accountId }: Happening): Exchange | undefined {
  const sender = idOf(memberOf(value, "sender"), "id");
  const recipient = idOf(memberOf(value, "recipient"), "id");
  const byPage = sender === accountId;
  const contact = byPage ? recipient : sender;
  if (contact === undefined || contact === accountId) return undefined;
  return {
    party: { externalId: contact, verified: true },
    byPage,
    by: sender ?? contact,
    base: { channelExternalId: accountId },
  };
}
