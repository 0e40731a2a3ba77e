import { Button } from "@mantine/core";
import { IconLockQuestion } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useMe } from "../../api/me.ts";
import { useWords } from "../../locales/use-words.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { useSignOut } from "./use-sign-out.ts";

/** For somebody who lost the last channel while signed in (S12). */
export function NoAccess(): ReactNode {
  const { t } = useWords();
  const { email } = useMe();
  const signOut = useSignOut();
  const action = (
    <Button variant="default" onClick={() => void signOut()}>
      {t("shell.signOut")}
    </Button>
  );
  return (
    <EmptyState isPage icon={IconLockQuestion} title={t("shell.noAccessTitle")} action={action}>
      {t("shell.noAccessText", { email })}
    </EmptyState>
  );
}
