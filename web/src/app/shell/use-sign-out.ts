import { useCallback } from "react";
import { call } from "../../api/call.ts";
import { sendPreferences } from "../../api/preference.ts";
import { routes } from "../../api/routes.ts";
import { signedOut } from "../../api/signed-out.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useToasts } from "../../ui/toasts.tsx";

/** Ends this session and shows the sign-in page. */
export function useSignOut(): () => Promise<void> {
  const toasts = useToasts();
  const words = useRefusalWords();
  return useCallback(async () => {
    try {
      sendPreferences();
      await call(routes.signOut);
      signedOut("left");
    } catch (error) {
      // Staying on the page would look as if one were signed out; say that one is not.
      toasts.show({ message: words(error), tone: "bad" });
    }
  }, [toasts, words]);
}
