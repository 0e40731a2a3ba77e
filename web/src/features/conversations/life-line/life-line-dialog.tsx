import { type LifeLine, type LifeStep, type MessageView, PLATFORMS } from "@guichet/contract";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../../api/call.ts";
import { routes } from "../../../api/routes.ts";
import { useDates } from "../../../locales/use-dates.ts";
import { useWords } from "../../../locales/use-words.ts";
import { CopyButton } from "../../../ui/copy-button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNotice } from "../../../ui/error-notice.tsx";
import { RowSkeletons } from "../../../ui/skeletons.tsx";
import { keys } from "../keys.ts";
import classes from "./life-line.module.css";
import { lookOf, stepInWords } from "./step-words.ts";

type Props = { readonly message: MessageView; readonly onClose: () => void };

/** Every step of a message with its moment; asked for anew whenever its state changes while it is open. */
export function LifeLineDialog({ message, onClose }: Props): ReactNode {
  const { t } = useWords();
  const { data, error, refetch } = useQuery({
    queryKey: [...keys.lifeLine(message.id), message.delivery, message.edited, message.deleted, message.masked],
    queryFn: ({ signal }) => call(routes.getLifeLine, { params: { id: message.id }, signal }),
    staleTime: 0,
    placeholderData: (before) => before,
  });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t(message.kind === "inbound" ? "lifeLine.titleIn" : "lifeLine.title")}
      size={520}
    >
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {!data && !error && <RowSkeletons rows={4} avatar={false} />}
      {data && <Steps line={data} />}
    </Dialog>
  );
}

function Steps({ line }: { readonly line: LifeLine }): ReactNode {
  const { t } = useWords();
  const platform = PLATFORMS[line.platform].name;
  return (
    <>
      <ol className={classes.steps}>
        {line.steps.map((step, place) => (
          // Steps are only ever added, and told in their order.
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what a step is known by
          <Step key={place} step={step} platform={platform} />
        ))}
      </ol>
      {line.metadata !== null && (
        <div className={classes.id}>
          <div>
            <h3 className={classes.idTitle}>{t("lifeLine.metadata")}</h3>
            <pre className={classes.metadata}>{JSON.stringify(line.metadata, null, 2)}</pre>
          </div>
        </div>
      )}
      {line.externalId !== null && (
        <div className={classes.id}>
          <div>
            <h3 className={classes.idTitle}>{t("lifeLine.externalId", { platform })}</h3>
            <code className={classes.idText}>{line.externalId}</code>
          </div>
          <CopyButton text={line.externalId} label={t("lifeLine.copyId")} />
        </div>
      )}
    </>
  );
}

function Step({ step, platform }: { readonly step: LifeStep; readonly platform: string }): ReactNode {
  const words = useWords();
  const { t } = words;
  const dates = useDates();
  const Sign = lookOf(step).icon;
  const hints = [
    step.at === null ? undefined : dates.format(step.at, "precise"),
    step.kind === "said" ? t("lifeLine.saidHint", { platform }) : undefined,
    step.number !== null && step.number > 1 ? t("lifeLine.tryNumber", { number: step.number }) : undefined,
  ].filter((one) => one !== undefined);
  return (
    <li className={classes.step} data-look={lookOf(step).look}>
      <span className={classes.sign}>
        <Sign size={16} stroke={2} aria-hidden />
      </span>
      <div className={classes.said}>
        <p className={classes.what}>
          <bdi>{stepInWords(step, platform, words)}</bdi>
        </p>
        {hints.length > 0 && <p className={classes.when}>{hints.join(" · ")}</p>}
        {step.error && (
          <p className={classes.why}>
            {t(`lifeLine.cause_${step.error.kind}`)}
            {step.error.message !== "" && <span className={classes.told}> {step.error.message}</span>}
          </p>
        )}
      </div>
    </li>
  );
}
