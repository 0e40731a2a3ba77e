import { readMessageText } from "@guichet/contract/phrases";
import { prepareRule } from "@guichet/contract/prepare-rule";
import { AUTOMATION_FIELDS, prepareAutomation } from "@guichet/contract/run-automation";
import { Checkbox, Textarea } from "@mantine/core";
import { IconCheck, IconMinus } from "@tabler/icons-react";
import { type ReactNode, useMemo, useState } from "react";
import { useWords } from "../../locales/use-words.ts";
import { type ActionRow, type ConditionRow, toActions, toRule } from "./automation-values.ts";
import { actionWords, conditionWords } from "./automation-words.ts";
import classes from "./automations.module.css";
import type { Names } from "./names.ts";

type Props = {
  readonly conditions: readonly ConditionRow[];
  readonly actions: readonly ActionRow[];
  readonly names: Names;
};

/** Type a message and see what would happen: decided by what decides on the server, before anything is saved. */
export function TryIt({ conditions, actions, names }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const [typed, setTyped] = useState("");
  const [first, setFirst] = useState(true);
  const seen = useMemo(() => {
    const rule = toRule(conditions);
    const text = readMessageText(typed);
    const take = prepareAutomation({ rule, actions: toActions(actions), allChannels: true, channelIds: [] });
    const doneOn = (firstMessage: boolean) => take({ channelId: null, text, firstMessage }) ?? [];
    return {
      words: text.words,
      done: doneOn(first),
      onFirst: doneOn(true),
      conditions: rule.nodes
        .flatMap((group) => group.nodes)
        .map((one) => ({ one, holds: prepareRule(one, AUTOMATION_FIELDS)(() => text) })),
    };
  }, [conditions, actions, typed, first]);
  const { done } = seen;
  return (
    <div className={classes.try}>
      <Textarea
        aria-label={t("automations.tryMessage")}
        placeholder={t("automations.tryHint")}
        description={t("automations.tryWords", { count: seen.words })}
        inputWrapperOrder={["input", "description"]}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={10_000}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Checkbox
        label={t("automations.tryFirst")}
        checked={first}
        onChange={(event) => setFirst(event.currentTarget.checked)}
      />
      {seen.conditions.length > 1 && (
        <ul className={classes.tried} aria-label={t("automations.tryConditions")}>
          {seen.conditions.map(({ one, holds }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no names; a place is all they are known by
            <li key={at} data-holds={holds || undefined}>
              {holds ? (
                <IconCheck size={15} role="img" aria-label={t("automations.holds")} />
              ) : (
                <IconMinus size={15} role="img" aria-label={t("automations.holdsNot")} />
              )}
              <bdi>{conditionWords(one, words)}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.outcome} role="status" data-fits={done.length > 0 || undefined}>
        {done.length === 0 ? (
          t("automations.tryNothing")
        ) : (
          <>
            {t("automations.tryDone")}
            <ul>
              {done.map((action) => (
                <li key={JSON.stringify(action)}>
                  <bdi>{actionWords(action, names, words)}</bdi>
                </li>
              ))}
            </ul>
          </>
        )}
        {done.length < seen.onFirst.length && <p>{t("automations.tryLater")}</p>}
      </div>
    </div>
  );
}
