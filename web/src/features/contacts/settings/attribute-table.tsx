import type { AttributeView } from "@guichet/contract";
import { ActionIcon } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconCloud,
  IconGripVertical,
  IconLink,
  IconPencil,
  IconSearch,
} from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useWords } from "../../../locales/use-words.ts";
import { PlatformIcon } from "../../../ui/platform-icon.tsx";
import { Records } from "../../../ui/records.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { type DragOrder, useDragOrder } from "../../../ui/use-drag-order.ts";
import { attributeName } from "../attribute-words.ts";
import { maySwap, neighbourOf } from "./attribute-order.ts";
import { fold } from "./fold.ts";
import classes from "./settings.module.css";

type Props = {
  readonly attributes: readonly AttributeView[];
  readonly onEdit: (attribute: AttributeView) => void;
  /** To the place of another of the same kind of origin. */
  readonly onMove: (attribute: AttributeView, target: AttributeView) => void;
};

/**
 * Every contact attribute with its platform and marks, in the order of the contact pane, to which one is dragged or moved
 * by the arrows (W111–W113, W172).
 */
export function AttributeTable({ attributes, onEdit, onMove }: Props): ReactNode {
  const words = useWords();
  const { t } = words;
  const [search, setSearch] = useState("");
  const wanted = fold(search);
  const found = attributes.filter((one) => fold(attributeName(one, words)).includes(wanted));
  const byId = (id: string) => attributes.find((one) => one.id === id);
  const order = useDragOrder(
    (dragged, target) => {
      const [one, other] = [byId(dragged), byId(target)];
      if (one && other) onMove(one, other);
    },
    (dragged, target) => {
      const [one, other] = [byId(dragged), byId(target)];
      return one !== undefined && other !== undefined && maySwap(one, other);
    },
  );
  return (
    <div className={classes.table}>
      <SearchField
        label={t("contactSettings.search")}
        value={search}
        onChange={setSearch}
        {...(classes.search === undefined ? {} : { className: classes.search })}
      />
      {found.length === 0 && (
        <p className={classes.nothing} role="status">
          {t("contactSettings.nothing")}
        </p>
      )}
      {found.length > 0 && (
        <Records
          label={t("contactSettings.attributes")}
          rows={found}
          keyOf={(one) => one.id}
          lineOf={(one) => order.lineOf(one.id)}
          columns={[
            {
              key: "name",
              label: t("contactSettings.name"),
              cell: (one) => (
                <button type="button" className={classes.name} onClick={() => onEdit(one)}>
                  <bdi>{attributeName(one, words)}</bdi>
                </button>
              ),
            },
            { key: "kind", label: t("contactSettings.kind"), cell: (one) => t(`contactSettings.kind_${one.kind}`) },
            {
              key: "platform",
              label: t("contactSettings.platform"),
              cell: (one) =>
                one.platform === null ? (
                  t("contactSettings.noPlatform")
                ) : (
                  <span className={classes.platform}>
                    <PlatformIcon platform={one.platform} /> {t(`platforms.${one.platform}`)}
                  </span>
                ),
            },
            {
              key: "shown",
              label: t("contactSettings.shown"),
              cell: (one) => t(one.shown ? "contactSettings.yes" : "contactSettings.notShown"),
            },
            { key: "marks", label: t("contactSettings.marks"), secondary: true, cell: (one) => <Marks one={one} /> },
            {
              key: "usedBy",
              label: t("contactSettings.usedBy"),
              secondary: true,
              cell: (one) => one.groups.map((group) => group.name).join(", ") || "–",
            },
            {
              key: "deeds",
              label: "",
              cell: (one) => (
                <Deeds
                  {...{ one, onEdit, onMove }}
                  name={attributeName(one, words)}
                  all={attributes}
                  grip={order.gripOf(one.id, attributeName(one, words))}
                />
              ),
            },
          ]}
        />
      )}
    </div>
  );
}

function Marks({ one }: { readonly one: AttributeView }): ReactNode {
  const { t } = useWords();
  const marks = [
    one.crmManaged ? ([IconCloud, t("contactSettings.crmManaged")] as const) : undefined,
    one.lookup ? ([IconSearch, t("contactSettings.lookup")] as const) : undefined,
    one.matching ? ([IconLink, t("contactSettings.matching")] as const) : undefined,
  ].filter((mark) => mark !== undefined);
  if (marks.length === 0) return "–";
  return (
    <span className={classes.marks}>
      {marks.map(([Sign, label]) => (
        <span key={label} title={label}>
          <Sign size={16} stroke={1.7} role="img" aria-label={label} />
        </span>
      ))}
    </span>
  );
}

type DeedsProps = {
  readonly one: AttributeView;
  readonly name: string;
  readonly all: readonly AttributeView[];
  readonly onEdit: Props["onEdit"];
  readonly onMove: Props["onMove"];
  readonly grip: ReturnType<DragOrder["gripOf"]>;
};

function Deeds({ one, name, all, onEdit, onMove, grip }: DeedsProps): ReactNode {
  const { t } = useWords();
  const [above, below] = [neighbourOf(all, one, -1), neighbourOf(all, one, 1)];
  return (
    <span className={classes.deeds}>
      {/* For the pointer alone: the arrows beside it do the same. */}
      <span {...grip} className={classes.grip} title={t("contactSettings.drag", { name })} aria-hidden>
        <IconGripVertical size={16} stroke={1.7} />
      </span>
      <ActionIcon
        size={28}
        aria-label={t("contactSettings.moveUp", { name })}
        disabled={above === undefined}
        onClick={() => above && onMove(one, above)}
      >
        <IconArrowUp size={16} stroke={1.7} />
      </ActionIcon>
      <ActionIcon
        size={28}
        aria-label={t("contactSettings.moveDown", { name })}
        disabled={below === undefined}
        onClick={() => below && onMove(one, below)}
      >
        <IconArrowDown size={16} stroke={1.7} />
      </ActionIcon>
      <ActionIcon size={28} aria-label={t("contactSettings.edit", { name })} onClick={() => onEdit(one)}>
        <IconPencil size={16} stroke={1.7} />
      </ActionIcon>
    </span>
  );
}
