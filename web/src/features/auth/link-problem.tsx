import { Anchor } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { codeOf } from "../../api/refusal.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { AuthFrame } from "./auth-frame.tsx";

type Props = {
  readonly error: unknown;
  /** What to do when the link is used up. */
  readonly text: string;
  readonly onRetry: () => void;
  readonly action?: ReactNode;
};

/** A one-time link that does not work: used up, or the server could not be asked. */
export function LinkProblem({ error, text, onRetry, action }: Props): ReactNode {
  const { t } = useWords();
  const code = codeOf(error);
  const usedUp = code === "link_expired" || code === "not_found";
  return (
    <AuthFrame title={t("signIn.linkTitle")} {...(usedUp ? { text } : {})}>
      {!usedUp && <ErrorNotice error={error} onRetry={onRetry} />}
      {action ?? (
        <Anchor component={Link} to="/sign-in" size="sm">
          {t("signIn.backToSignIn")}
        </Anchor>
      )}
    </AuthFrame>
  );
}
