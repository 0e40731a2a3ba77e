import type { KnowledgeCollectionView, KnowledgeItemView, KnowledgeKind } from "@guichet/contract";
import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { routes } from "../../api/routes.ts";
import { useDates } from "../../locales/use-dates.ts";
import { useWords } from "../../locales/use-words.ts";
import { ErrorNotice } from "../../ui/error-notice.tsx";
import { FormSection } from "../../ui/form-section.tsx";
import { useLeaveGuard } from "../../ui/leave-guard.tsx";
import { SaveBar } from "../../ui/save-bar.tsx";
import { useToasts } from "../../ui/toasts.tsx";
import { useAction, useForm } from "../../ui/use-form.ts";
import { ItemFields } from "./item-fields.tsx";
import { newItem, toItemBody, toItemValues } from "./item-values.ts";
import classes from "./knowledge.module.css";
import { useBin } from "./use-bin.ts";

type NewProps = {
  readonly kind: KnowledgeKind;
  readonly collections: readonly KnowledgeCollectionView[];
  readonly onAdded: (item: KnowledgeItemView) => void;
};

export function NewItem({ kind, collections, onAdded }: NewProps): ReactNode {
  const { t, locale } = useWords();
  const cache = useQueryClient();
  const form = useForm(newItem(collections[0]?.id ?? "", locale));
  const { guard, leave } = useLeaveGuard(form.dirty);
  const add = useAction(async () => {
    const made = await call(routes.createKnowledgeItem, { body: { kind, ...toItemBody(kind, form.values) } });
    await cache.invalidateQueries({ queryKey: ["knowledge"] });
    leave(() => onAdded(made));
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void add.run();
  };
  const ready = form.values.title.trim() !== "" && form.values.text.trim() !== "";
  return (
    <form className={classes.form} onSubmit={submit}>
      <ItemFields kind={kind} form={form} collections={collections} problem={add.problem} />
      {add.error !== undefined && <ErrorNotice error={add.error} compact />}
      <div>
        <Button type="submit" loading={add.busy} disabled={!ready}>
          {t(kind === "response" ? "knowledge.addResponse" : "knowledge.addArticle")}
        </Button>
      </div>
      {guard}
    </form>
  );
}

type Props = {
  readonly item: KnowledgeItemView;
  readonly collections: readonly KnowledgeCollectionView[];
  readonly onDeleted: () => void;
};

export function ItemEditor({ item, collections, onDeleted }: Props): ReactNode {
  const { t } = useWords();
  const cache = useQueryClient();
  const toasts = useToasts();
  const form = useForm(toItemValues(item));
  // What is written here was begun on this one, whoever saves meanwhile.
  const [began, setBegan] = useState(item.version);
  const save = useAction(async () => {
    const body = { ...toItemBody(item.kind, form.values), version: began };
    const now = await call(routes.patchKnowledgeItem, { params: { id: item.id }, body });
    form.reset(toItemValues(now));
    setBegan(now.version);
    cache.setQueryData(["knowledge", "item", item.id], now);
    await cache.invalidateQueries({ queryKey: ["knowledge"] });
    toasts.show({ message: t("ui.saved"), tone: "good" });
  });
  const problem = (path: string): string | undefined => {
    const empty = (path === "title" || path === "text") && form.values[path].trim() === "";
    return empty ? t("ui.required") : save.problem(path);
  };
  return (
    <>
      <ItemFields kind={item.kind} form={form} collections={collections} problem={problem} saved={item} />
      <Use item={item} />
      <DeleteItem item={item} onDeleted={onDeleted} />
      <SaveBar
        dirty={form.dirty}
        busy={save.busy}
        error={save.error}
        onSave={() => void save.run()}
        onDiscard={() => {
          form.reset(toItemValues(item));
          setBegan(item.version);
          save.forget();
        }}
      />
    </>
  );
}

function Use({ item }: { readonly item: KnowledgeItemView }): ReactNode {
  const { t } = useWords();
  const dates = useDates();
  return (
    <FormSection title={t("knowledge.usage")}>
      <p className={classes.hint}>
        {t("knowledge.usedTimes", { count: item.uses })}
        {item.lastUsedAt && ` · ${t("knowledge.lastUsed", { ago: dates.ago(item.lastUsedAt) })}`}
      </p>
    </FormSection>
  );
}

function DeleteItem({ item, onDeleted }: Pick<Props, "item" | "onDeleted">): ReactNode {
  const { t } = useWords();
  const bin = useBin();
  const remove = useAction(async () => {
    await call(routes.deleteKnowledgeItem, { params: { id: item.id } });
    onDeleted();
    bin.tell({ type: "item", id: item.id, name: item.title });
  });
  return (
    <FormSection
      title={t("knowledge.delete")}
      text={t(item.kind === "article" ? "knowledge.deleteArticleText" : "knowledge.deleteText")}
    >
      {remove.error !== undefined && <ErrorNotice error={remove.error} compact />}
      <div className={classes.actions}>
        <Button variant="light" color="red" loading={remove.busy} onClick={() => void remove.run()}>
          {t("knowledge.delete")}
        </Button>
      </div>
    </FormSection>
  );
}
