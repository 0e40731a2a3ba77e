import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { queries } from "../api/queries.ts";
import { type SignedOutReason, whenSignedOut } from "../api/signed-out.ts";

/** A call may notice the end a moment before the live feed tells why. */
const WAITS_FOR_REASON_MS = 600;

/** Shows the sign-in page, with the reason, as soon as nobody is signed in any more; then forgets everything. */
export function useEndOfSession(): void {
  const cache = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    let waiting: ReturnType<typeof setTimeout> | undefined;
    const leave = async (reason: SignedOutReason): Promise<void> => {
      clearTimeout(waiting);
      waiting = undefined;
      // Nobody was signed in in this tab: the gate shows the way, there is nothing to explain.
      if (cache.getQueryData(queries.me().queryKey) === undefined) return;
      const here = `${location.pathname}${location.search}`;
      await navigate({ to: "/sign-in", search: reason === "left" ? {} : { reason, next: here } });
      cache.clear();
    };
    whenSignedOut((reason) => {
      if (reason !== "ended") void leave(reason);
      else waiting ??= setTimeout(() => void leave(reason), WAITS_FOR_REASON_MS);
    });
    return () => clearTimeout(waiting);
  }, [cache, navigate]);
}
