import type { Me, PresenceAtSignIn } from "@guichet/contract";
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../../api/call.ts";
import { useMe, useUpdateMe } from "../../api/me.ts";
import { queries } from "../../api/queries.ts";
import { routes } from "../../api/routes.ts";
import { useRefusalWords } from "../../locales/refusal-words.ts";
import { useWords } from "../../locales/use-words.ts";
import { FormSection } from "../../ui/form-section.tsx";
import { useToasts } from "../../ui/toasts.tsx";

/** What one is after signing in (W34): as one was, Available, Away or in an away state. */
export function SignInAvailability(): ReactNode {
  const { t } = useWords();
  const { presenceAtSignIn } = useMe();
  const save = useSave();
  const { data: states = [] } = useQuery({ ...queries.bootstrap(), select: (world) => world.awayStates });
  const data = [
    { value: "last", label: t("profile.availabilityLast") },
    { value: "available", label: t("ui.available") },
    ...(states.length === 0 ? [{ value: "away", label: t("ui.away") }] : []),
    ...states.map((state) => ({ value: state.id as string, label: state.name })),
  ];
  const value = toValue(presenceAtSignIn);
  return (
    <FormSection title={t("profile.availability")} text={t("profile.availabilityText")}>
      <Select
        label={t("profile.availabilityAtSignIn")}
        data={data}
        // One that is offered no more counts as Away.
        value={data.some((one) => one.value === value) ? value : null}
        placeholder={t("ui.away")}
        allowDeselect={false}
        onChange={(chosen) => {
          const state = states.find((one) => one.id === chosen);
          if (chosen === "last" || chosen === "available") void save({ presence: chosen });
          else if (chosen !== null) void save({ presence: "away", awayStateId: state?.id ?? null });
        }}
      />
    </FormSection>
  );
}

function toValue(at: PresenceAtSignIn): string {
  return at.presence === "away" ? (at.awayStateId ?? "away") : at.presence;
}

/** On the screen at once, taken back with a word when the server refuses. */
function useSave(): (wanted: PresenceAtSignIn) => Promise<void> {
  const me: Me = useMe();
  const updateMe = useUpdateMe();
  const toasts = useToasts();
  const words = useRefusalWords();
  return async (presenceAtSignIn) => {
    updateMe({ presenceAtSignIn });
    try {
      await call(routes.patchMe, { body: { presenceAtSignIn } });
    } catch (error) {
      updateMe({ presenceAtSignIn: me.presenceAtSignIn });
      toasts.show({ message: words(error), tone: "bad" });
    }
  };
}
