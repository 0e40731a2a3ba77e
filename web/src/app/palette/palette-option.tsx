import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { KeysHint } from "../../ui/keys-hint.tsx";
import classes from "./palette.module.css";
import type { PaletteItem } from "./use-palette-items.ts";

type Props = {
  readonly id: string;
  readonly item: PaletteItem;
  readonly heading: string | undefined;
  readonly chosen: boolean;
  readonly onRun: () => void;
  readonly onPoint: () => void;
};

/** One line of the palette. The focus stays in the field; the list is only pointed at. */
export function PaletteOption({ id, item, heading, chosen, onRun, onPoint }: Props): ReactNode {
  const Icon = item.icon;
  return (
    <>
      {heading && (
        <p className={classes.heading} aria-hidden>
          {heading}
        </p>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the field that has the focus */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: pointed at by aria-activedescendant */}
      <div
        id={id}
        role="option"
        aria-selected={chosen}
        className={classes.option}
        onClick={onRun}
        onPointerMove={chosen ? undefined : onPoint}
      >
        <span className={classes.icon}>{Icon && <Icon size={17} stroke={1.7} />}</span>
        <bdi className={classes.label}>{item.label}</bdi>
        {item.hint && <bdi className={classes.hint}>{item.hint}</bdi>}
        {item.keys && <KeysHint keys={item.keys} />}
        {item.leadsTo && <IconChevronRight size={15} className={classes.more} />}
      </div>
    </>
  );
}
