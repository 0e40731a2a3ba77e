import type { ProblemView } from "@guichet/contract";
import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { PlatformIcon } from "../../ui/platform-icon.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction } from "../../ui/use-form.ts";
import classes from "./problems.module.css";

/** One thing that did not go through. */
export function ProblemRow({ problem }: { readonly problem: ProblemView }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <li className={classes.row}>
      <div className={classes.facts}>
        <p className={classes.channel}>
          {problem.platform && <PlatformIcon platform={problem.platform} />}
          {problem.channelName}
        </p>
        <p className={classes.detail}>{problem.detail}</p>
        <p className={classes.small}>
          {t("problems.since", { at: dates.format(problem.since, "dateTime") })} ·{" "}
          {t("problems.attempts", { count: problem.attempts })}
          {problem.conversationId && (
            <>
              {" · "}
              <Link
                className={classes.link}
                to="/conversations/$conversationId"
                params={{ conversationId: problem.conversationId }}
                search={problem.messageId === null ? {} : { message: problem.messageId }}
              >
                {t("problems.openConversation")}
              </Link>
            </>
          )}
        </p>
      </div>
      <ProblemActions problem={problem} />
    </li>
  );
}

function ProblemActions({ problem }: { readonly problem: ProblemView }): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const [asking, setAsking] = useState(false);
  const [note, setNote] = useState("");
  const params = { id: problem.id };
  const refresh = (): Promise<void> => cache.invalidateQueries({ queryKey: ["problems"] });
  const retry = useAction(async () => {
    await call(routes.retryProblem, { params });
    toasts.show({ message: t("problems.retriedOne"), tone: "good" });
    await refresh();
  });
  const discard = async (): Promise<void> => {
    await call(routes.discardProblem, { params, body: { note } });
    toasts.show({ message: t("problems.discarded") });
    await refresh();
  };
  return (
    <div className={classes.actions}>
      {problem.canRetry && (
        <Button size="xs" variant="default" loading={retry.busy} onClick={() => void retry.run()}>
          {t("problems.retry")}
        </Button>
      )}
      {problem.canDiscard && (
        <Button size="xs" variant="subtle" color="gray" onClick={() => setAsking(true)}>
          {t("problems.discard")}
        </Button>
      )}
      {retry.error !== undefined && <ErrorNotice error={retry.error} compact />}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("problems.discardTitle")}
        confirmLabel={t("problems.discard")}
        danger
        onConfirm={discard}
      >
        <p>{t("problems.discardText")}</p>
        <Textarea
          label={t("problems.note")}
          required
          withAsterisk={false}
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </ConfirmDialog>
    </div>
  );
}
