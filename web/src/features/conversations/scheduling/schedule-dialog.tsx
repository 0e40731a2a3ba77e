import { SCHEDULE_MOST_DAYS } from "@guichet/contract";
import { type ReactNode, useState } from "react";
import { useMe } from "../../../api/me.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import classes from "../time/boomerang.module.css";
import { MomentList } from "../time/moment-list.tsx";
import { OwnMoment } from "../time/own-moment.tsx";
import { usualMoments } from "./moments.ts";

const DAY = 86_400_000;
type Props = {
  readonly contactName: string;
  /** Where it is to leave at another moment: the one it has. */
  readonly before: string | null;
  readonly onChoose: (at: Date) => void;
  readonly onClose: () => void;
};

/** When a reply leaves. A usual moment acts at once; any other is given by the agent's own clocks. */
export function ScheduleDialog({ contactName, before, onChoose, onClose }: Props): ReactNode {
  useFocusBack();
  const { t } = useWords();
  const zone = useMe().timeZone;
  const [now] = useState(() => Date.now());
  const usual = usualMoments(now, zone);
  const choose = (at: Date): void => {
    onClose();
    onChoose(at);
  };
  return (
    <Dialog opened onClose={onClose} title={t("replyBox.scheduleTitle", { name: contactName })} size={440}>
      <div className={classes.form}>
        <MomentList
          legend={t("replyBox.leaves")}
          moments={usual.map(({ key, at }) => ({ key, label: t(`replyBox.moment_${key}`), at: at.getTime() }))}
          now={now}
          onChoose={(key) => {
            const moment = usual.find((one) => one.key === key);
            if (moment) choose(moment.at);
          }}
        />
        <OwnMoment
          first={before === null ? new Date(now + DAY) : new Date(before)}
          mostDays={SCHEDULE_MOST_DAYS}
          now={now}
          onChoose={choose}
        />
        <p className={classes.hint}>{t("replyBox.scheduleHint")}</p>
      </div>
    </Dialog>
  );
}
