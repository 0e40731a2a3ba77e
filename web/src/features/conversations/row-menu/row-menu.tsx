import { Menu } from "@mantine/core";
import {
  IconArrowBackUp,
  IconCheck,
  IconClockCancel,
  IconClockPause,
  IconExternalLink,
  IconHash,
  IconLink,
  IconMailPlus,
  IconMessage,
  IconRotateClockwise2,
  IconSquareCheck,
  IconTag,
  IconUserCheck,
  IconUserPlus,
  IconUsersGroup,
} from "@tabler/icons-react";
import { Fragment, type KeyboardEvent, type ReactNode, useState } from "react";
import { useMe } from "../../../api/me.ts";
import type { WordKey } from "../../../locales/catalog.ts";
import { useWords } from "../../../locales/use-words.ts";
import type { Icon } from "../../../ui/icon.ts";
import { strokeOfEvent } from "../../../ui/keys.ts";
import { CommandKey, useKeysOf } from "../../../ui/keys-of.tsx";
import { useIsUnread } from "../unread/use-unread.ts";
import { COMMAND_OF, type RowDeed, rowDeeds } from "./row-deeds.ts";
import classes from "./row-menu.module.css";
import { type RowPart, RowPicker } from "./row-picker.tsx";
import { type RowDoors, useDoDeed } from "./use-do-deed.ts";
import type { RowMenuPlace } from "./use-row-menu.ts";

type Props = RowDoors & {
  readonly place: RowMenuPlace;
  /** The menu has closed, and what it led to, too: the focus goes back to the row. */
  readonly onClose: () => void;
};

const LOOKS: Readonly<Record<RowDeed, { readonly word: WordKey; readonly icon: Icon }>> = {
  open: { word: "conversations.open", icon: IconMessage },
  newTab: { word: "rowMenu.newTab", icon: IconExternalLink },
  copyLink: { word: "conversations.copyLink", icon: IconLink },
  select: { word: "bulk.selectRow", icon: IconSquareCheck },
  assignToMe: { word: "conversations.assignToMe", icon: IconUserCheck },
  assign: { word: "conversations.assignTo", icon: IconUserPlus },
  team: { word: "routing.moveToTeam", icon: IconUsersGroup },
  topic: { word: "conversations.topicCommand", icon: IconTag },
  tag: { word: "bulk.tag", icon: IconHash },
  resolve: { word: "conversations.resolve", icon: IconCheck },
  pending: { word: "conversations.setPending", icon: IconClockPause },
  backToNew: { word: "conversations.backToNew", icon: IconArrowBackUp },
  boomerang: { word: "time.boomerang", icon: IconRotateClockwise2 },
  cancelBoomerang: { word: "time.cancel", icon: IconClockCancel },
  unread: { word: "rowMenu.markUnread", icon: IconMailPlus },
};
/** These ask for something more, at the same place. */
const PARTS: ReadonlySet<RowDeed> = new Set<RowPart>(["assign", "team", "topic", "tag"]);
const isPart = (deed: RowDeed): deed is RowPart => PARTS.has(deed);

/** What can be done with a row of the queue, where one has pointed (beyond the feature list, 1.2). */
export function RowMenu({ place, onClose, ...doors }: Props): ReactNode {
  const { row } = place;
  const { t } = useWords();
  const me = useMe().id;
  const unread = useIsUnread(row);
  const keysOf = useKeysOf();
  const doDeed = useDoDeed(doors);
  const [part, setPart] = useState<RowPart>();
  const groups = rowDeeds(row, me);
  const run = (deed: RowDeed): void => {
    if (isPart(deed)) {
      setPart(deed);
      return;
    }
    // First: whatever opens now gives the focus back to the row.
    onClose();
    doDeed(row, deed, unread);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const stroke = strokeOfEvent(event.nativeEvent);
    const deed = groups.flat().find((one) => stroke !== undefined && keysOf(COMMAND_OF[one]).includes(stroke));
    if (deed === undefined || stroke === "enter") return;
    event.preventDefault();
    run(deed);
  };
  const name = t("rowMenu.label", { name: row.contact.name });
  if (part !== undefined) return <RowPicker place={place} part={part} actions={doors.actions} onClose={onClose} />;
  return (
    <Menu
      opened
      onChange={(opened) => !opened && onClose()}
      position="bottom-start"
      offset={2}
      width={270}
      returnFocus={false}
      closeOnItemClick={false}
      // Not keys: the one that opens it would close it again.
      clickOutsideEvents={["mousedown", "touchstart"]}
    >
      <Menu.Target>
        <button type="button" tabIndex={-1} className={classes.anchor} style={{ left: place.x, top: place.y }}>
          {name}
        </button>
      </Menu.Target>
      <Menu.Dropdown onKeyDown={onKeyDown} className={classes.menu}>
        {groups.map((group, at) => (
          <Fragment key={group[0]}>
            {at > 0 && <Menu.Divider />}
            {group.map((deed) => {
              const { word, icon: Sign } = LOOKS[deed];
              return (
                <Menu.Item
                  key={deed}
                  leftSection={<Sign size={16} stroke={1.7} />}
                  rightSection={<CommandKey id={COMMAND_OF[deed]} />}
                  aria-haspopup={isPart(deed) ? "dialog" : undefined}
                  onClick={() => run(deed)}
                >
                  {t(deed === "unread" && unread ? "rowMenu.markRead" : word)}
                </Menu.Item>
              );
            })}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
