import { useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AuthFrame } from "../features/auth/auth-frame.tsx";
import { SIGN_IN_METHODS } from "../features/auth/sign-in-methods.ts";
import { useWords } from "../locales/use-words.ts";
import { Notice } from "../ui/notice.tsx";

const REASONS = {
  expired: "signIn.reasonExpired",
  revoked: "signIn.reasonRevoked",
  deactivated: "signIn.reasonDeactivated",
  ended: "signIn.reasonEnded",
  reset: "signIn.resetDone",
} as const;

/** Where one signs in; says why, if one had been signed in before. */
export function SignInPage(): ReactNode {
  const { t } = useWords();
  const { reason, next } = useSearch({ from: "/sign-in" });
  return (
    <AuthFrame title={t("signIn.title")}>
      {reason && <Notice tone={reason === "reset" ? "good" : "info"}>{t(REASONS[reason])}</Notice>}
      {SIGN_IN_METHODS.map(({ id, form: Form }) => (
        <Form key={id} next={next} />
      ))}
    </AuthFrame>
  );
}
