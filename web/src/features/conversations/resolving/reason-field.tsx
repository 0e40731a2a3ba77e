import { Radio, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../../../api/queries.ts";
import { useWords } from "../../../locales/use-words.ts";
import type { Given } from "./asks.ts";
import classes from "./resolve-fields.module.css";

type Props = {
  readonly given: Given;
  readonly onGiven: (given: Given) => void;
  /** Who asks for it. */
  readonly hint: string;
  /** The first field takes the focus when the dialog opens. */
  readonly first: boolean;
};

/** One of the organization's reasons, and a comment (W66). */
export function ReasonField({ given, onGiven, hint, first }: Props): ReactNode {
  const { t } = useWords();
  const reasons = useQuery(queries.bootstrap()).data?.resolutionReasons ?? [];
  const { reasonId, comment } = given.resolution;
  const chosen = reasons.find((reason) => reason.id === reasonId);
  const give = (part: Partial<Given["resolution"]>): void =>
    onGiven({ ...given, resolution: { ...given.resolution, ...part } });
  if (reasons.length === 0) return <p className={classes.nothing}>{t("time.noReasons")}</p>;
  return (
    <>
      <Radio.Group
        label={t("time.reason")}
        description={hint}
        error={reasonId !== null && chosen === undefined ? t("time.reasonGone") : undefined}
        value={reasonId}
        onChange={(id) => give({ reasonId: reasons.find((reason) => reason.id === id)?.id ?? null })}
        data-missing={chosen === undefined || undefined}
      >
        <div className={classes.reasons}>
          {reasons.map((reason, at) => (
            <Radio
              key={reason.id}
              value={reason.id}
              label={<bdi>{reason.name}</bdi>}
              data-autofocus={(first && at === 0) || undefined}
            />
          ))}
        </div>
      </Radio.Group>
      <TextInput
        label={t("time.comment")}
        placeholder={t("ui.optional")}
        maxLength={500}
        autoComplete="off"
        value={comment}
        onChange={(event) => give({ comment: event.currentTarget.value })}
      />
    </>
  );
}
