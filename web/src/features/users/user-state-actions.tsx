import type { UserView } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { useMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction } from "../../ui/use-form.ts";
import { ViewUses } from "../../ui/view-uses.tsx";
import type { Sent } from "./add-user.tsx";
import classes from "./form.module.css";
import { nameOf } from "./user-words.tsx";

type Props = { readonly user: UserView; readonly onInvited: (sent: Sent) => void };

/** Inviting again, deactivating, reactivating (W29, W30). */
export function UserStateActions({ user, onInvited }: Props): ReactNode {
  const me = useMe();
  return (
    <>
      {user.state === "invited" && <InviteAgain user={user} onInvited={onInvited} />}
      <Deactivation user={user} isMe={user.id === me.id} />
    </>
  );
}

function InviteAgain({ user, onInvited }: Props): ReactNode {
  const { t } = useWords();
  const invite = useAction(async () => onInvited(await call(routes.inviteAgain, { params: { id: user.id } })));
  return (
    <FormSection title={t("users.invitation")} text={t("users.invitationText")}>
      {invite.error !== undefined && <ErrorNotice error={invite.error} />}
      <div>
        <Button variant="default" loading={invite.busy} onClick={() => void invite.run()}>
          {t("users.inviteAgain")}
        </Button>
      </div>
    </FormSection>
  );
}

function Deactivation({ user, isMe }: { readonly user: UserView; readonly isMe: boolean }): ReactNode {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const { deactivate, reactivate } = useStateChange(user);
  const name = nameOf(user);
  const gone = user.state === "deactivated";
  return (
    <FormSection title={t("users.deactivation")} text={t("users.deactivationText")}>
      <div className={classes.danger}>
        {isMe && <p>{t("users.yourself")}</p>}
        {gone ? (
          <Button variant="default" loading={reactivate.busy} onClick={() => void reactivate.run()}>
            {t("users.reactivate")}
          </Button>
        ) : (
          <Button variant="light" color="red" disabled={isMe} onClick={() => setAsking(true)}>
            {t("users.deactivate")}
          </Button>
        )}
      </div>
      {reactivate.error !== undefined && <ErrorNotice error={reactivate.error} />}
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("users.deactivateTitle", { name })}
        confirmLabel={t("users.deactivate")}
        danger
        onConfirm={deactivate}
      >
        <ViewUses part="assignedTo" id={user.id} />
        {t("users.deactivateText", { name })}
      </ConfirmDialog>
    </FormSection>
  );
}

function useStateChange(user: UserView) {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const name = nameOf(user);
  const show = async (now: UserView): Promise<void> => {
    cache.setQueryData(queries.user(user.id).queryKey, now);
    await cache.invalidateQueries({ queryKey: ["users"], exact: true });
  };
  const reactivate = useAction(async () => {
    await show(await call(routes.reactivateUser, { params: { id: user.id } }));
    toasts.show({ message: t("users.reactivated", { name }), tone: "good" });
  });
  const deactivate = async (): Promise<void> => {
    await show(await call(routes.deactivateUser, { params: { id: user.id } }));
    toasts.show({ message: t("users.deactivated", { name }), undo: () => void reactivate.run() });
  };
  return { deactivate, reactivate };
}
