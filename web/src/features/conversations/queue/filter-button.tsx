import { Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Icon } from "../../../ui/icon.ts";
import classes from "./filter.module.css";
import type { FilterName } from "./use-queue-commands.ts";

type Props = {
  readonly label: string;
  readonly name: FilterName;
  /** What is chosen, e.g. `2/5`; nothing when the filter is off. */
  readonly value?: string;
  readonly active: boolean;
  readonly title?: string;
  /** Instead of the words, which then are for those who do not see it. */
  readonly icon?: Icon;
  readonly children: () => ReactNode;
};

/** A filter of the queue: a button that says what is chosen and opens the choices. */
export function FilterButton({ label, name, value, active, title, icon: Sign, children }: Props): ReactNode {
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" width={290} radius="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          data-filter={name}
          data-active={active || undefined}
          data-firm={value !== undefined || Sign !== undefined || undefined}
          data-icon={Sign !== undefined || undefined}
          title={title}
          aria-label={Sign && (value === undefined ? label : `${label}: ${value}`)}
          onClick={() => setOpened((before) => !before)}
        >
          {Sign ? <Sign size={15} stroke={1.8} aria-hidden /> : <span className={classes.label}>{label}</span>}
          {value !== undefined && <span className={classes.value}>{value}</span>}
          {!Sign && <IconChevronDown size={13} stroke={2} aria-hidden />}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={label}>
        {opened && children()}
      </Popover.Dropdown>
    </Popover>
  );
}
