import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { queries } from "../../../api/queries.ts";
import { useWords } from "../../../locales/use-words.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useFocusBack } from "../../../ui/use-focus-back.ts";
import type { AskedResolve } from "./ask-first.tsx";
import { asksFor, NOTHING_GIVEN } from "./asks.ts";
import classes from "./resolve-fields.module.css";
import { ResolveFields } from "./resolve-fields.tsx";

type Props = { readonly asked: AskedResolve; readonly onClose: () => void };

/** What the channel asks for before a conversation is resolved (W66): arrows choose, Enter resolves, Escape leaves it. */
export function ResolveDialog({ asked, onClose }: Props): ReactNode {
  useFocusBack();
  const { t } = useWords();
  const world = useQuery(queries.bootstrap()).data;
  const [given, setGiven] = useState(NOTHING_GIVEN);
  const asks = asksFor(asked.row, world);
  const complete = asks.every((ask) => ask.isGiven(given));
  return (
    <Dialog opened onClose={onClose} title={t("time.resolveTitle", { name: asked.row.contact.name })} holdsOn>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!complete) return;
          onClose();
          asked.go(given);
        }}
      >
        <ResolveFields asks={asks} given={given} onGiven={setGiven} first />
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t("ui.cancel")}
          </Button>
          <Button type="submit" disabled={!complete}>
            {t("conversations.resolve")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
