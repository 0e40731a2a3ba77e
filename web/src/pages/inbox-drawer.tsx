import { Drawer } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { useFocusBack } from "../ui/use-focus-back.ts";
import classes from "./inbox-page.module.css";

type Props = { readonly onClose: () => void; readonly children: ReactNode };

/** The right pane over the page, where it does not fit beside the conversation. */
export function InboxDrawer({ onClose, children }: Props): ReactNode {
  // Closed in its first drawing, so that it slides in.
  const [opened, setOpened] = useState(false);
  useEffect(() => setOpened(true), []);
  useFocusBack();
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={340} padding={0} withCloseButton={false}>
      <div className={classes.drawer}>{children}</div>
    </Drawer>
  );
}
