import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { routes } from "../api/routes.ts";
import { AuthFrame } from "../features/auth/auth-frame.tsx";
import { ChoosePassword } from "../features/auth/choose-password.tsx";
import { useEnter } from "../features/auth/enter.ts";
import { LinkProblem } from "../features/auth/link-problem.tsx";
import { useLink } from "../features/auth/use-link.ts";
import { useWords } from "../locales/use-words.ts";
import { FormSkeleton } from "../ui/skeletons.tsx";

/** Accepting an invitation: choosing a password, and in (W30). */
export function InvitationPage(): ReactNode {
  const { t } = useWords();
  const enter = useEnter();
  const navigate = useNavigate();
  const { token, link, error, again } = useLink("getInvitation");
  const accept = async (password: string): Promise<void> => {
    await call(routes.acceptInvitation, { params: { token }, body: { password } });
    try {
      enter(await call(routes.signIn, { body: { email: link?.email ?? "", password } }));
    } catch {
      // The password is chosen; the sign-in page says what else is missing, e.g. access to a channel.
      await navigate({ to: "/sign-in" });
    }
  };
  if (error) return <LinkProblem error={error} text={t("signIn.linkInvitationText")} onRetry={again} />;
  if (!link) {
    return (
      <AuthFrame title={t("ui.loading")}>
        <FormSkeleton fields={2} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={t("signIn.invitationTitle", { firstName: link.firstName })}
      text={t("signIn.invitationText", { organizationName: link.organizationName, email: link.email })}
    >
      <ChoosePassword email={link.email} submitLabel={t("signIn.invitationSubmit")} onChosen={accept} />
    </AuthFrame>
  );
}
