import { Radio, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { type Grant, type Grantable, GrantList } from "../../ui/grant-list.tsx";
import classes from "./automations.module.css";

type Props = {
  readonly all: boolean;
  readonly chosen: readonly Grant<"yes">[];
  readonly channels: readonly Grantable[];
  readonly problem: string | undefined;
  readonly onAll: (all: boolean) => void;
  readonly onChosen: (chosen: Grant<"yes">[]) => void;
};

/** *Apply to channels*: every channel, also those that come, or some of them (R34). */
export function ChannelsField({ all, chosen, channels, problem, onAll, onChosen }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      <Radio.Group
        aria-label={t("automations.channels")}
        value={all ? "all" : "some"}
        onChange={(value) => onAll(value === "all")}
      >
        <Stack gap={8}>
          <Radio value="all" label={t("automations.everyChannel")} />
          <Radio value="some" label={t("automations.theseChannels")} />
        </Stack>
      </Radio.Group>
      {!all && (
        <GrantList
          label={t("automations.theseChannels")}
          items={channels}
          grants={chosen}
          onChange={onChosen}
          choices={[{ value: "yes", label: t("ui.yes") }]}
          first="yes"
          addLabel={t("automations.addChannel")}
          emptyText={t("automations.noChannel")}
          valueLabel={(name) => name}
          removeLabel={(name) => t("automations.removeChannel", { name })}
        />
      )}
      {problem && <p className={classes.problem}>{problem}</p>}
    </>
  );
}
