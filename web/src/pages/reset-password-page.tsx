import { Anchor } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { routes } from "../api/routes.ts";
import { AuthFrame } from "../features/auth/auth-frame.tsx";
import { ChoosePassword } from "../features/auth/choose-password.tsx";
import { LinkProblem } from "../features/auth/link-problem.tsx";
import { useLink } from "../features/auth/use-link.ts";
import { useWords } from "../locales/use-words.ts";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Choosing a new password by a link from a mail. One signs in with it afterwards: a second factor stays a second factor. */
export function ResetPasswordPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const { token, link, error, again } = useLink("getPasswordReset");
  const save = async (password: string): Promise<void> => {
    await call(routes.resetPassword, { params: { token }, body: { password } });
    await navigate({ to: "/sign-in", search: { reason: "reset" } });
  };
  if (error) {
    const askAgain = (
      <Anchor component={Link} to="/forgot-password" size="sm">
        {t("signIn.askAgain")}
      </Anchor>
    );
    return <LinkProblem error={error} text={t("signIn.linkResetText")} onRetry={again} action={askAgain} />;
  }
  return (
    <AuthFrame title={t("signIn.resetTitle")} {...(link ? { text: t("signIn.resetText", { email: link.email }) } : {})}>
      {link ? (
        <ChoosePassword email={link.email} submitLabel={t("signIn.resetSubmit")} onChosen={save} />
      ) : (
        <FormSkeleton fields={2} />
      )}
    </AuthFrame>
  );
}
