import type { AutomationView } from "@guichet/contract";
import { type ReactNode, useState } from "react";
import { useWishedOrder } from "../../api/use-wished-order.ts";
import { useWords } from "../../locales/use-words.ts";
import { moveTo } from "../../ui/own-order.ts";
import { SearchField } from "../../ui/search-field.tsx";
import unseen from "../../ui/unseen.module.css";
import { useDragOrder } from "../../ui/use-drag-order.ts";
import { AutomationLine } from "./automation-line.tsx";
import { actionWords, ruleWords } from "./automation-words.ts";
import classes from "./automations.module.css";
import type { Names } from "./names.ts";
import { useDeeds } from "./use-automations.ts";

type Props = { readonly automations: readonly AutomationView[]; readonly names: Names };

/** Every automation in its order: found by what it says, dragged or moved with the arrows, switched, copied, deleted. */
export function AutomationList({ automations: saved, names }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const deeds = useDeeds();
  const { items: automations, wish } = useWishedOrder("automations", saved, deeds.order);
  const [search, setSearch] = useState("");
  const [told, setTold] = useState("");
  const lines = automations.map((automation, at) => ({
    ...{ automation, at },
    rule: t("automations.ifSays", { rule: ruleWords(automation.rule, words) }),
    actions: automation.actions.map((action) => actionWords(action, names, words)).join(", "),
  }));
  const wanted = fold(search);
  const found = lines.filter(({ automation: { name }, rule, actions }) =>
    fold(`${name} ${rule} ${actions}`).includes(wanted),
  );
  const move = (automation: AutomationView, to: number): void => {
    if (to < 0 || to >= automations.length) return;
    wish(moveTo(automations, automation.id, to)).catch(deeds.failed);
    setTold(t("automations.movedTo", { name: automation.name, place: to + 1, count: automations.length }));
  };
  const order = useDragOrder((dragged, target) => {
    const one = automations.find(({ id }) => id === dragged);
    const to = automations.findIndex(({ id }) => id === target);
    if (one !== undefined) move(one, to);
  });
  return (
    <div className={classes.table}>
      <SearchField
        className={classes.search ?? ""}
        label={t("automations.search")}
        value={search}
        onChange={setSearch}
      />
      <p className={unseen.unseen} role="status">
        {told}
      </p>
      {found.length === 0 && <p className={classes.hint}>{t("automations.nothing")}</p>}
      <ol className={classes.list} aria-label={t("automations.title")}>
        {found.map(({ automation, ...line }) => (
          <li
            key={automation.id}
            className={classes.line}
            data-off={!automation.enabled || undefined}
            {...order.lineOf(automation.id)}
          >
            <AutomationLine
              {...line}
              automation={automation}
              last={line.at === automations.length - 1}
              movable={wanted === ""}
              deeds={deeds}
              onMove={(to) => move(automation, to)}
              grip={order.gripOf(automation.id, automation.name)}
            />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Case and accents do not count where one looks for something. */
function fold(text: string): string {
  return text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase().trim();
}
