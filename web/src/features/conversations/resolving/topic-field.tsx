import { type ReactNode, useId } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { PickList } from "../../../ui/pick-list.tsx";
import { findLabels } from "../topics/find-labels.ts";
import { useTopics } from "../use-world.ts";
import type { Given } from "./asks.ts";
import classes from "./resolve-fields.module.css";

type Props = {
  readonly given: Given;
  readonly onGiven: (given: Given) => void;
  /** Who asks for it, and what is done with it. */
  readonly hint: string;
  /** It may be left out. */
  readonly optional?: boolean;
};
const NONE = "none";

/** What it was about: one of the organization's topics, found by typing (W67). */
export function TopicField({ given, onGiven, hint, optional = false }: Props): ReactNode {
  const { t } = useWords();
  const id = useId();
  const topics = useTopics();
  const chosen = topics.find((topic) => topic.id === given.topicId);
  const borne = chosen === undefined ? [] : [chosen.id];
  const find = (typed: string) => {
    const found = findLabels(topics, typed, borne);
    if (!optional || typed.trim() !== "" || found.length === 0) return found;
    return [{ id: NONE, label: t("time.noTopic"), checked: chosen === undefined }, ...found];
  };
  return (
    <fieldset className={classes.field} aria-describedby={`${id}-hint`} data-missing={missing(chosen, optional)}>
      <legend className={classes.label}>{t("time.topic")}</legend>
      <p className={classes.hint} id={`${id}-hint`}>
        {hint}
      </p>
      <div className={classes.topics}>
        <PickList
          label={t("time.topic")}
          placeholder={t("conversations.searchTopics")}
          find={find}
          onPick={(picked) => onGiven({ ...given, topicId: topics.find((one) => one.id === picked)?.id ?? null })}
          empty={t("conversations.noTopics")}
          single
        />
      </div>
      {chosen?.deleted === true && (
        <p className={classes.gone} role="alert">
          {t("time.topicGone", { name: chosen.name })}
        </p>
      )}
    </fieldset>
  );
}

function missing(chosen: { readonly deleted: boolean } | undefined, optional: boolean): true | undefined {
  return chosen === undefined ? !optional || undefined : chosen.deleted || undefined;
}
