import type { KnowledgeCollectionView } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useLeaveGuard } from "../../ui/leave-guard.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction, useForm } from "../../ui/use-form.ts";
import {
  type Choices,
  CollectionFields,
  type CollectionValues,
  NEW_COLLECTION,
  toValues,
} from "./collection-fields.tsx";
import { DeleteCollectionDialog } from "./delete-collection-dialog.tsx";
import classes from "./knowledge.module.css";

type NewProps = Choices & { readonly onAdded: (collection: KnowledgeCollectionView) => void };

export function NewCollection({ channels, teams, onAdded }: NewProps): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const form = useForm(NEW_COLLECTION);
  const { guard, leave } = useLeaveGuard(form.dirty);
  const add = useAction(async () => {
    const made = await call(routes.createKnowledgeCollection, { body: toBody(form.values) });
    await cache.invalidateQueries({ queryKey: ["knowledge"] });
    leave(() => onAdded(made));
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void add.run();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <CollectionFields form={form} channels={channels} teams={teams} problem={add.problem} />
      {add.error !== undefined && <ErrorNotice error={add.error} compact />}
      <div>
        <Button type="submit" loading={add.busy} disabled={form.values.name.trim() === ""}>
          {t("knowledge.addCollection")}
        </Button>
      </div>
      {guard}
    </form>
  );
}

type Props = Choices & {
  readonly collection: KnowledgeCollectionView;
  readonly others: readonly KnowledgeCollectionView[];
  readonly onDeleted: () => void;
};

export function CollectionEditor({ collection, others, channels, teams, onDeleted }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const form = useForm(toValues(collection));
  // What is written here was begun on this one, whoever saves meanwhile.
  const [began, setBegan] = useState(collection.version);
  const [asking, setAsking] = useState(false);
  const save = useAction(async () => {
    const body = { ...toBody(form.values), version: began };
    const now = await call(routes.patchKnowledgeCollection, { params: { id: collection.id }, body });
    form.reset(toValues(now));
    setBegan(now.version);
    await cache.invalidateQueries({ queryKey: ["knowledge"] });
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
  return (
    <>
      <CollectionFields
        form={form}
        channels={channels}
        teams={teams}
        problem={(path) => (path === "name" && form.values.name.trim() === "" ? t("ui.required") : save.problem(path))}
      />
      <FormSection title={t("knowledge.deleteCollection")} text={t("knowledge.deleteCollectionText")}>
        <div className={classes.actions}>
          <Button variant="light" color="red" onClick={() => setAsking(true)}>
            {t("knowledge.deleteCollection")}
          </Button>
        </div>
        <DeleteCollectionDialog
          opened={asking}
          onClose={() => setAsking(false)}
          collection={collection}
          others={others}
          onDeleted={onDeleted}
        />
      </FormSection>
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => void save.run()}
        onDiscard={() => {
          form.reset(toValues(collection));
          setBegan(collection.version);
          save.forget();
        }}
      />
    </>
  );
}

function toBody({ name, allChannels, channels, onlyTeams, teams }: CollectionValues) {
  return {
    name,
    allChannels,
    channelIds: allChannels ? [] : channels.map(({ id }) => id),
    onlyTeams,
    teamIds: onlyTeams ? teams.map(({ id }) => id) : [],
  };
}
