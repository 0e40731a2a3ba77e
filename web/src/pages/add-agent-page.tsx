import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { AddUser } from "../features/users/add-user.tsx";
import { keepInvitation } from "../features/users/kept-invitation.ts";
import { useWords } from "../locales/use-words.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Page } from "../ui/page.tsx";

/** Settings > Agents > Add agent. */
export function AddAgentPage(): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  return (
    <Page
      title={t("users.addTitle")}
      text={t("users.addText")}
      width="narrow"
      above={<BackLink to="/settings/agents">{t("users.title")}</BackLink>}
    >
      <AddUser
        onAdded={(sent) => {
          keepInvitation(sent);
          void navigate({ to: "/settings/agents/$userId", params: { userId: sent.user.id } });
        }}
      />
    </Page>
  );
}
