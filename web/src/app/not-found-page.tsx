import { Button } from "@mantine/core";
import { IconMapQuestion } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../locales/use-words.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import classes from "./outside.module.css";

/** Nothing stands at this address. */
export function NotFoundPage(): ReactNode {
  return (
    <main className={classes.page}>
      <NotFoundHere />
    </main>
  );
}

/** The same inside a frame that has the page's landmark already. */
export function NotFoundHere(): ReactNode {
  const { t } = useWords();
  const back = (
    <Button component={Link} to="/">
      {t("shell.backToInbox")}
    </Button>
  );
  return (
    <EmptyState isPage icon={IconMapQuestion} title={t("shell.notFoundTitle")} action={back}>
      {t("shell.notFoundText")}
    </EmptyState>
  );
}
