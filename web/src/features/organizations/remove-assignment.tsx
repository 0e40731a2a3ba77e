import type { OrganizationView } from "@guichet/contract";
import { Switch } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import classes from "./remove-assignment.module.css";

const RULES = ["inNew", "inPending", "comesBack", "given"] as const;

/** One switch that works at once, and what it means for each conversation. */
export function RemoveAssignment({ organization }: { readonly organization: OrganizationView }): ReactNode {
  const { t } = useWords();
  const [on, setOn] = useSwitch(organization.removeAssignment);
  return (
    <>
      <FormSection title={t("removeAssignment.signingOut")}>
        <Switch
          checked={on}
          label={t("removeAssignment.on")}
          description={t("removeAssignment.onText")}
          onChange={(event) => setOn(event.currentTarget.checked)}
        />
      </FormSection>
      <FormSection title={t("removeAssignment.rules")}>
        <dl className={classes.rules}>
          {RULES.map((rule) => (
            <div key={rule}>
              <dt>{t(`removeAssignment.${rule}`)}</dt>
              <dd>{t(`removeAssignment.${rule}Result`)}</dd>
            </div>
          ))}
        </dl>
      </FormSection>
    </>
  );
}

/** On the screen at once, taken back with a word when the server refuses. */
function useSwitch(saved: boolean): [boolean, (on: boolean) => void] {
  const cache = useQueryClient();
  const toasts = useToasts();
  const say = useRefusalWords();
  const { t } = useWords();
  const [foreseen, setForeseen] = useState<boolean | null>(null);
  const set = (removeAssignment: boolean): void => {
    setForeseen(removeAssignment);
    call(routes.patchOrganization, { body: { removeAssignment } })
      .then((now) => {
        cache.setQueryData(queries.organization().queryKey, now);
        toasts.show({ message: t("ui.saved"), tone: "good" });
      })
      .catch((error: unknown) => toasts.show({ message: say(error), tone: "bad" }))
      .finally(() => setForeseen(null));
  };
  return [foreseen ?? saved, set];
}
