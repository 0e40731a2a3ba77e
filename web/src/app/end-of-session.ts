import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { queries } from "../api/queries.ts";
import { whenSignedOut } from "../api/signed-out.ts";

/** Forgets everything and shows the sign-in page, with the reason, as soon as nobody is signed in any more. */
export function useEndOfSession(): void {
  const cache = useQueryClient();
  const navigate = useNavigate();
  useEffect(() => {
    whenSignedOut((reason) => {
      // Nobody was signed in in this tab: the gate shows the way, there is nothing to explain.
      if (cache.getQueryData(queries.me().queryKey) === undefined) return;
      cache.clear();
      const next = reason === "left" ? undefined : `${location.pathname}${location.search}`;
      void navigate({
        to: "/sign-in",
        search: { ...(reason === "left" ? {} : { reason }), ...(next ? { next } : {}) },
      });
    });
  }, [cache, navigate]);
}
