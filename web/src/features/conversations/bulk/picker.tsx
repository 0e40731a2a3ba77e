import { Popover } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Icon } from "../../../ui/icon.ts";
import { useTitle } from "../../../ui/keys-of.tsx";
import classes from "./bulk.module.css";

type PickerProps = {
  readonly name: string;
  readonly label: string;
  readonly icon: Icon;
  readonly children: (close: () => void) => ReactNode;
};

/** A button of the bar, and what one picks from above it. */
export function Picker({ name, label, icon: Sign, children }: PickerProps): ReactNode {
  const title = useTitle();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="top" width={280} trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.deed}
          data-bulk={name}
          title={title(label, `bulk.${name}`)}
          aria-label={label}
          onClick={() => setOpened(!opened)}
        >
          <Sign size={16} stroke={1.8} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={label}>
        {opened && children(() => setOpened(false))}
      </Popover.Dropdown>
    </Popover>
  );
}
