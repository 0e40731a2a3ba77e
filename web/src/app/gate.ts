import { redirect } from "@tanstack/react-router";
import { queries } from "../api/queries.ts";
import { Refusal } from "../api/refusal.ts";
import { isSignedOut } from "../api/signed-out.ts";
import { showLanguage } from "../locales/language.ts";
import { queryClient } from "./query-client.ts";

/** Lets signed-in people pass; sends others to sign in, or to the set-up when the installation is fresh. */
export async function requireSignedIn(wanted: string): Promise<void> {
  try {
    const me = await queryClient.ensureQueryData(queries.me());
    await showLanguage(me.locale);
  } catch (error) {
    if (!(error instanceof Refusal && isSignedOut(error))) throw error;
    const { needed } = await queryClient.fetchQuery(queries.setUp());
    if (needed) throw redirect({ to: "/set-up" });
    throw redirect({ to: "/sign-in", search: wanted === "/" ? {} : { next: wanted } });
  }
}

/** Only an Admin may enter Settings; the server refuses everybody else anyway (W11). */
export async function requireAdmin(): Promise<void> {
  const me = await queryClient.ensureQueryData(queries.me());
  if (me.accountRole !== "admin") throw redirect({ to: "/inbox/$queue", params: { queue: "new" } });
}
