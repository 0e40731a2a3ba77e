import { Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import classes from "./filter.module.css";

type Props = {
  readonly label: string;
  /** What is chosen, e.g. `2/5`; nothing when the filter is off. */
  readonly value?: string;
  readonly active: boolean;
  readonly title?: string;
  readonly children: () => ReactNode;
};

/** A filter of the queue: a button that says what is chosen and opens the choices. */
export function FilterButton({ label, value, active, title, children }: Props): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={290} radius="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          data-active={active || undefined}
          data-firm={value !== undefined || undefined}
          title={title}
          onClick={() => setOpened((before) => !before)}
        >
          <span className={classes.label}>{label}</span>
          {value !== undefined && <span className={classes.value}>{value}</span>}
          <IconChevronDown size={13} stroke={2} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={label}>
        {opened && children()}
      </Popover.Dropdown>
    </Popover>
  );
}
