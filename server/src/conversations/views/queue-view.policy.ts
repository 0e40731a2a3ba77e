import type { AccountRole, UserId } from "@guichet/contract";
import type { Reach } from "../conversations.policy.ts";
import type { QueueViewRow } from "./queue-views.sql.ts";

export type ViewPerson = { readonly id: UserId; readonly accountRole: AccountRole; readonly reach: Reach };

/** Everybody's screen is for those to arrange who run the organization or a channel. */
export function mayShareViews({ accountRole, reach }: ViewPerson): boolean {
  return accountRole === "admin" || [...reach.values()].includes("supervisor");
}

/** Shared ones are everybody's to see, private ones their owner's alone. */
export function maySeeView(view: Pick<QueueViewRow, "shared" | "owner_id">, person: ViewPerson): boolean {
  return view.shared || view.owner_id === person.id;
}

/** One's own as long as one may do what was done with it; what is shared also an Admin. */
export function mayChangeView(view: Pick<QueueViewRow, "shared" | "owner_id">, person: ViewPerson): boolean {
  if (view.shared && person.accountRole === "admin") return true;
  return view.owner_id === person.id && (!view.shared || mayShareViews(person));
}
