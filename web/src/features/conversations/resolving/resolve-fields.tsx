import { Radio, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { queries } from "../../../api/queries.ts";
import { useWords } from "../../../locales/use-words.ts";
import type { Ask, Given } from "./asks.ts";
import classes from "./resolve-fields.module.css";

type Props = {
  readonly asks: readonly Ask[];
  readonly given: Given;
  readonly onGiven: (given: Given) => void;
  /** The first field takes the focus when the dialog opens. */
  readonly first: boolean;
};

/** The fields of what is asked for before Resolve. */
export function ResolveFields(props: Props): ReactNode {
  return props.asks.map((ask) => {
    const Field = FIELDS[ask.id];
    return <Field key={ask.id} {...props} />;
  });
}

const FIELDS: Readonly<Record<Ask["id"], (props: Props) => ReactNode>> = { reason: ReasonField };

type ReasonProps = Pick<Props, "given" | "onGiven" | "first"> & {
  /** Who asks for it; a channel, unless told. */
  readonly hint?: string;
};

/** One of the organization's reasons, and a comment. */
export function ReasonField({ given, onGiven, first, hint }: ReasonProps): ReactNode {
  const { t } = useWords();
  const reasons = useQuery(queries.bootstrap()).data?.resolutionReasons ?? [];
  if (reasons.length === 0) return <p className={classes.nothing}>{t("time.noReasons")}</p>;
  return (
    <>
      <Radio.Group
        label={t("time.reason")}
        description={hint ?? t("time.reasonHint")}
        value={given.reasonId}
        onChange={(id) => onGiven({ ...given, reasonId: reasons.find((reason) => reason.id === id)?.id ?? null })}
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
        value={given.comment}
        onChange={(event) => onGiven({ ...given, comment: event.currentTarget.value })}
      />
    </>
  );
}
