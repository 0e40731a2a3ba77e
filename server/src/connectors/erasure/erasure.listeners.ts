import type { Listener } from "../../events/index.ts";
import { wantErasureOf } from "./erasure.sql.ts";

/** What a Supervisor masked leaves the raw delivery, too (W128). */
export const erasureListener: Listener = {
  name: "connectors.erasure",
  hears: ["message.masked"],
  async handle(event, ctx) {
    if (event.type === "message.masked") await wantErasureOf(ctx, event.data.messageId);
  },
};
