import type { Bootstrap, MessageView } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import { queries } from "../../../api/queries.ts";

const byHand = (world: Bootstrap): boolean => world.organization.masking.manual;

/** Is masking by hand switched on in this organization? */
export function useMaskingByHand(): boolean {
  return useQuery({ ...queries.bootstrap(), select: byHand }).data ?? false;
}

/** Is there anything left of it to mask? */
export function isMaskable(message: MessageView): boolean {
  if (message.kind !== "inbound" || message.deleted) return false;
  return !message.masked || message.attachments.length > 0;
}
