import type { UserView } from "@guichet/contract";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import type { Grantable } from "../../ui/grant-list.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction, useForm } from "../../ui/use-form.ts";
import { AccessEditor } from "./access-editor.tsx";
import { toAccessBody, toAccessValues } from "./access-form.ts";
import { InvitationResult } from "./invitation-result.tsx";
import { takeInvitation } from "./kept-invitation.ts";
import { AccountRoleField, NameFields, type Person, ReferenceFields, toPersonBody } from "./person-fields.tsx";
import { UserStateActions } from "./user-state-actions.tsx";

type Props = {
  readonly user: UserView;
  readonly channels: readonly Grantable[];
  readonly teams: readonly Grantable[];
};

/** Everything an Admin can change about somebody. */
export function UserEditor({ user, channels, teams }: Props): ReactNode {
  const { t } = useWords();
  const [sent, setSent] = useState(() => takeInvitation(user.id));
  const person = useForm(toPerson(user));
  const access = useForm(toAccessValues(user));
  const save = useSave(user, person, access);
  return (
    <>
      {user.state === "deactivated" && <Notice tone="warning">{t("users.deactivatedNotice")}</Notice>}
      {sent && <InvitationResult sent={sent} />}
      <FormSection title={t("users.person")} text={t("users.personText")}>
        <NameFields form={person} problem={save.problem} />
        <ReferenceFields form={person} problem={save.problem} />
        <AccountRoleField form={person} problem={save.problem} />
      </FormSection>
      <AccessEditor form={access} channels={channels} teams={teams} />
      <UserStateActions user={user} onInvited={setSent} />
      <SaveBar
        dirty={person.dirty || access.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => void save.run()}
        onDiscard={() => {
          person.reset(toPerson(user));
          access.reset(toAccessValues(user));
          save.forget();
        }}
      />
    </>
  );
}

type Forms<Values extends object> = ReturnType<typeof useForm<Values>>;

function useSave(user: UserView, person: Forms<Person>, access: Forms<ReturnType<typeof toAccessValues>>) {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  return useAction(async () => {
    const params = { id: user.id };
    let now = user;
    if (person.dirty) now = await call(routes.patchUser, { params, body: toPersonBody(person.values) });
    person.reset(toPerson(now));
    if (access.dirty) now = await call(routes.putUserAccess, { params, body: toAccessBody(access.values) });
    access.reset(toAccessValues(now));
    cache.setQueryData(queries.user(user.id).queryKey, now);
    await cache.invalidateQueries({ queryKey: ["users"], exact: true });
    await cache.invalidateQueries({ queryKey: ["teams"] });
    await cache.invalidateQueries({ queryKey: ["channels"] });
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
}

function toPerson(user: UserView): Person {
  const { firstName, lastName, userReference, shortCode, accountRole } = user;
  return { firstName, lastName, userReference: userReference ?? "", shortCode: shortCode ?? "", accountRole };
}
