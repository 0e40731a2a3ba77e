import { type TeamOptions, type TeamOrder, teamOptions } from "@guichet/contract";
import { NumberInput, Select, Switch } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import classes from "./form.module.css";

type Props = { readonly options: TeamOptions; readonly onChange: (options: TeamOptions) => void };
const ORDERS: readonly TeamOrder[] = ["priority", "oldest", "newest"];
/** What is offered first. */
const FIRST_MOST = 5;

/** How members see and work the queue (W165–W167, R66–R69). */
export function TeamOptionsFields({ options, onChange }: Props): ReactNode {
  const { t } = useWords();
  const set = (change: Partial<TeamOptions>): void => onChange({ ...options, ...change });
  return (
    <FormSection title={t("teams.options")} text={t("teams.optionsText")}>
      <div className={classes.switches}>
        {(["routedOnly", "queueFilters", "channelsFilter"] as const).map((name) => (
          <Switch
            key={name}
            checked={options[name]}
            label={t(`teams.${name}`)}
            description={t(`teams.${name}Text`)}
            onChange={(event) => set({ [name]: event.currentTarget.checked })}
          />
        ))}
        <Switch
          checked={options.queueOrder === null}
          label={t("teams.chooseOrder")}
          description={t("teams.chooseOrderText")}
          onChange={(event) => set({ queueOrder: event.currentTarget.checked ? null : "priority" })}
        />
        {options.queueOrder !== null && (
          <Select
            label={t("teams.order")}
            allowDeselect={false}
            data={ORDERS.map((order) => ({ value: order, label: t(`priority.${order}First`) }))}
            value={options.queueOrder}
            onChange={(chosen) => set({ queueOrder: ORDERS.find((order) => order === chosen) ?? null })}
          />
        )}
        <Switch
          checked={options.mostAssigned !== null}
          label={t("teams.limit")}
          description={t("teams.limitText")}
          onChange={(event) => set({ mostAssigned: event.currentTarget.checked ? FIRST_MOST : null })}
        />
        {options.mostAssigned !== null && (
          <NumberInput
            label={t("teams.most")}
            description={t("teams.mostText")}
            min={1}
            max={500}
            clampBehavior="none"
            allowDecimal={false}
            allowNegative={false}
            value={options.mostAssigned || ""}
            error={isMost(options.mostAssigned) ? undefined : t("teams.mostWrong")}
            onChange={(value) => set({ mostAssigned: Number(value) || 0 })}
          />
        )}
      </div>
    </FormSection>
  );
}

/** Null: no maximum. */
export function isMost(most: TeamOptions["mostAssigned"]): boolean {
  return most === null || teamOptions.shape.mostAssigned.safeParse(most).success;
}
