import { Button } from "@mantine/core";
import { IconLogout } from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMe } from "../api/me.ts";
import { useSignOut } from "../app/shell/use-sign-out.ts";
import { ChangeEmailForm } from "../features/auth/change-email-form.tsx";
import { ChangePasswordForm } from "../features/auth/change-password-form.tsx";
import { SessionList } from "../features/auth/session-list.tsx";
import { TwoFactor } from "../features/auth/two-factor.tsx";
import { useAppearance } from "../features/users/appearance.ts";
import { MyLook } from "../features/users/my-look.tsx";
import { MyNameForm } from "../features/users/my-name-form.tsx";
import { NextConversation } from "../features/users/next-conversation.tsx";
import { SignInAvailability } from "../features/users/sign-in-availability.tsx";
import { useWords } from "../locales/use-words.ts";
import { LinkTabs } from "../ui/link-tabs.tsx";
import { Page } from "../ui/page.tsx";
import { SectionHeader } from "../ui/section-header.tsx";

/** My profile: who one is, how one signs in, where one is signed in. */
export function ProfilePage(): ReactNode {
  const { t } = useWords();
  const signOut = useSignOut();
  const tabs = [
    { to: "/profile", label: t("profile.general") },
    { to: "/profile/keyboard", label: t("ownKeys.title") },
    { to: "/profile/notifications", label: t("notifications.title") },
    { to: "/profile/security", label: t("profile.security") },
    { to: "/profile/sessions", label: t("profile.sessions") },
  ];
  const action = (
    <Button variant="default" leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
      {t("shell.signOut")}
    </Button>
  );
  return (
    <Page
      title={t("profile.title")}
      width="narrow"
      action={action}
      below={<LinkTabs label={t("profile.title")} tabs={tabs} />}
    >
      <Outlet />
    </Page>
  );
}

export function ProfileGeneral(): ReactNode {
  return (
    <>
      <MyNameForm />
      <SignInAvailability />
      <NextConversation />
      <MyLook appearance={useAppearance()} />
    </>
  );
}

export function ProfileSecurity(): ReactNode {
  return (
    <>
      <ChangePasswordForm />
      <TwoFactor />
      <ChangeEmailForm />
    </>
  );
}

export function ProfileSessions(): ReactNode {
  const { t } = useWords();
  const { inactiveMinutes } = useMe();
  return (
    <>
      <SectionHeader title={t("profile.sessionsTitle")}>
        {t("profile.sessionsText", { minutes: inactiveMinutes })}
      </SectionHeader>
      <SessionList />
    </>
  );
}
