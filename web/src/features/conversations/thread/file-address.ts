import type { AttachmentView } from "@guichet/contract";
import { addressOf } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";

/** Where the browser gets a file; the server asks for the session and for the right to see the message. */
export function fileAddress(id: AttachmentView["id"]): string {
  return addressOf(routes.getFile, { attachmentId: id });
}
