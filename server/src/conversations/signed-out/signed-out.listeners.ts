import type { Listener } from "../../events/index.ts";
import { releaseOthers } from "../hold-conversation.ts";
import { isSignedOut, keepSignOut } from "./sign-outs.sql.ts";

/** Whoever comes back within this time keeps their conversations; the rest have them taken well within two minutes (W76). */
export const GRACE_MS = 60_000;

/** Somebody signed out, or was not heard of for two minutes: what they hold is free, and what is theirs may be given back. */
export const signedOutListener: Listener = {
  name: "signed-out",
  hears: ["presence.changed"],
  async handle(event, ctx) {
    if (event.type !== "presence.changed" || event.data.presence !== "offline") return;
    const { userId } = event.data;
    // Back already: the browser has its hold, or asks for it again.
    if (!(await isSignedOut(ctx, userId))) return;
    await releaseOthers(ctx, userId, []);
    await keepSignOut(ctx, userId, GRACE_MS);
  },
};
