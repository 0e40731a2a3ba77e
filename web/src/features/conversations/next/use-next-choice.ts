import { usePreference } from "../../../api/preference.ts";

/** What a person wants to see after Pending or Resolve; chosen in their profile. */
export function useAfterDone(): "next" | "list" | "stay" {
  const [kept] = usePreference("inbox.afterDone", "next");
  return kept === "list" || kept === "stay" ? kept : "next";
}

/** Is a conversation brought by itself, when one becomes Available or waits with nothing open? */
export function useBringsNext(): boolean {
  return usePreference("inbox.bringNext", true)[0];
}
