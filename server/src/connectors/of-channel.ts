import type { DeliveryId } from "@guichet/contract";
import type { ChannelForConnector } from "./connector.ts";

/** An item with its channel, and the delivery that brought it. */
export type OfChannel<Item> = {
  readonly item: Item;
  readonly channel: ChannelForConnector;
  readonly deliveryId: DeliveryId;
};
