import type { DeliveryState } from "@guichet/contract";
import { nextDeliveryState } from "../message-news.ts";

/** What a platform told of one of our messages that it did not give up; `at`: epoch milliseconds, by its clock. */
export type Receipt = { readonly state: "sent" | "delivered" | "read"; readonly at: number };

/** What a row says of a message's way so far. */
export type OnItsWay = { readonly delivery_state: DeliveryState | null; readonly external_id: string | null };

/**
 * The state after a receipt or a failure; undefined: no change. The platform took it and then gave it up: that it had taken it,
 * told late or once more, does not bring it back.
 */
export function stateAfter(message: OnItsWay, told: Receipt["state"] | "failed"): DeliveryState | undefined {
  const { delivery_state: before, external_id: externalId } = message;
  if (before === null) return undefined;
  if (before === "failed" && told === "sent" && externalId !== null) return undefined;
  return nextDeliveryState(before, told);
}

/** The receipts that change something, in their order: each is a state of its own that is announced. */
export function followReceipts(message: OnItsWay, receipts: readonly Receipt[]): Receipt[] {
  const steps: Receipt[] = [];
  let now = message;
  for (const receipt of receipts) {
    const state = stateAfter(now, receipt.state);
    if (state === undefined) continue;
    now = { ...now, delivery_state: state };
    steps.push(receipt);
  }
  return steps;
}
