import { Button } from "@mantine/core";
import { IconBandage } from "@tabler/icons-react";
import type { ErrorComponentProps } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Refusal } from "../api/refusal.ts";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorNotice } from "../ui/error-notice.tsx";
import classes from "./outside.module.css";

/** Instead of a page that could not be drawn or loaded. */
export function CrashPage({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useWords();
  const again = (
    <Button onClick={error instanceof Refusal ? reset : () => location.reload()}>{t("shell.reload")}</Button>
  );
  return (
    <main className={classes.page}>
      <EmptyState isPage icon={IconBandage} title={t("shell.crashTitle")} action={again}>
        {error instanceof Refusal ? <ErrorNotice error={error} /> : t("shell.crashText")}
      </EmptyState>
    </main>
  );
}
