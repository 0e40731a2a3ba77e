import type { AutomationView } from "@guichet/contract";
import { ActionIcon, Switch } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconGripVertical,
  IconTrash,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { KeyboardEvent, ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import type { DragOrder } from "../../ui/use-drag-order.ts";
import classes from "./automations.module.css";
import type { Deeds } from "./use-automations.ts";

type Props = {
  readonly automation: AutomationView;
  /** Its place among all, from 0. */
  readonly at: number;
  readonly last: boolean;
  /** False while only some are shown: a place among them would say nothing. */
  readonly movable: boolean;
  readonly rule: string;
  readonly actions: string;
  readonly deeds: Deeds;
  readonly onMove: (to: number) => void;
  readonly grip: ReturnType<DragOrder["gripOf"]>;
};

export function AutomationLine(props: Props): ReactNode {
  const { automation, at, last, movable, rule, actions, deeds, onMove } = props;
  const { t } = useWords();
  const { id, name, enabled, allChannels, channelIds } = automation;
  return (
    <>
      <Grip {...props} />
      <span className={classes.number}>{at + 1}</span>
      <div className={classes.words}>
        <Link to="/settings/automations/$automationId" params={{ automationId: id }} className={classes.name ?? ""}>
          <bdi>{name}</bdi>
        </Link>
        <bdi className={classes.said}>
          {rule} → {actions}
        </bdi>
        <span className={classes.where}>
          {allChannels ? t("automations.onAll") : t("automations.onSome", { count: channelIds.length })}
        </span>
        <Warnings automation={automation} />
      </div>
      <Switch
        aria-label={t("automations.switch", { name })}
        checked={enabled}
        onChange={(event) => deeds.setEnabled(automation, event.currentTarget.checked)}
      />
      <span className={classes.deeds}>
        <ActionIcon
          size={32}
          aria-label={t("automations.moveUp", { name })}
          disabled={!movable || at === 0}
          onClick={() => onMove(at - 1)}
        >
          <IconArrowUp size={16} stroke={1.7} />
        </ActionIcon>
        <ActionIcon
          size={32}
          aria-label={t("automations.moveDown", { name })}
          disabled={!movable || last}
          onClick={() => onMove(at + 1)}
        >
          <IconArrowDown size={16} stroke={1.7} />
        </ActionIcon>
        <ActionIcon size={32} aria-label={t("automations.copy", { name })} onClick={() => deeds.copy(automation)}>
          <IconCopy size={16} stroke={1.7} />
        </ActionIcon>
        <ActionIcon
          size={32}
          aria-label={t("automations.delete", { name })}
          onClick={() => void deeds.remove(automation).catch(() => undefined)}
        >
          <IconTrash size={16} stroke={1.7} />
        </ActionIcon>
      </span>
    </>
  );
}

/** Dragged with the pointer; with the focus on it the arrows move the line. */
function Grip({ automation, at, movable, onMove, grip }: Props): ReactNode {
  const { t } = useWords();
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onMove(at + by);
  };
  return (
    <ActionIcon
      size={32}
      className={classes.grip ?? ""}
      aria-label={t("automations.grip", { name: automation.name })}
      disabled={!movable}
      {...grip}
      draggable={movable}
      onKeyDown={onKeyDown}
    >
      <IconGripVertical size={16} stroke={1.7} />
    </ActionIcon>
  );
}

/** What was deleted since, and what that leaves of it. */
function Warnings({ automation: { gone, works } }: Pick<Props, "automation">): ReactNode {
  const { t } = useWords();
  const parts = (["topicIds", "tagIds", "reasonIds", "channelIds"] as const).filter((part) => gone[part].length > 0);
  if (parts.length === 0 && works) return null;
  const said = parts.map((part) => t(`automations.gone_${part}`, { count: gone[part].length }));
  return (
    <span className={classes.warning}>
      <IconAlertTriangle size={14} aria-hidden />
      <span>{[...said, ...(works ? [] : [t("automations.doesNothing")])].join(" ")}</span>
    </span>
  );
}
