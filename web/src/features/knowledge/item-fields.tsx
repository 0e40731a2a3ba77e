import type { KnowledgeCollectionView, KnowledgeItemView, KnowledgeKind } from "@guichet/contract";
import { Select, Switch, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { FieldRow, FormSection } from "../../ui/form-section.tsx";
import type { Form } from "../../ui/use-form.ts";
import { FileFields } from "./file-fields.tsx";
import type { ItemValues } from "./item-values.ts";
import classes from "./knowledge.module.css";
import { TextEditor, TextPreview } from "./text-editor.tsx";

type Props = {
  readonly kind: KnowledgeKind;
  readonly form: Form<ItemValues>;
  readonly collections: readonly KnowledgeCollectionView[];
  readonly problem: (path: string) => string | undefined;
  /** As it is saved; undefined while it is being added. */
  readonly saved?: KnowledgeItemView;
};

/** Everything of a response or an article: the same on adding and on editing. */
export function ItemFields(props: Props): ReactNode {
  const { kind, form, problem } = props;
  const { t } = useWords();
  return (
    <>
      <NameAndPlace {...props} />
      <FormSection title={t("knowledge.textLabel")}>
        <TextEditor
          kind={kind}
          text={form.values.text}
          problem={problem("text")}
          onText={(text) => form.set("text", text)}
        />
      </FormSection>
      {form.values.text.trim() !== "" && (
        <FormSection
          title={t("knowledge.preview")}
          text={t(kind === "article" ? "knowledge.pagePreviewText" : "knowledge.previewText")}
        >
          <TextPreview kind={kind} text={form.values.text} />
        </FormSection>
      )}
      {kind === "response" ? <OfResponse {...props} /> : <OfArticle {...props} />}
    </>
  );
}

function NameAndPlace({ kind, form, collections, problem }: Props): ReactNode {
  const { t } = useWords();
  return (
    <FormSection
      title={t("knowledge.name")}
      text={t(kind === "article" ? "knowledge.articleTitleText" : "knowledge.titleText")}
    >
      <TextInput
        aria-label={t("knowledge.name")}
        maxLength={100}
        dir="auto"
        autoComplete="off"
        value={form.values.title}
        error={problem("title")}
        onChange={(event) => form.set("title", event.currentTarget.value)}
      />
      <Select
        label={t("knowledge.collection")}
        description={t("knowledge.collectionText")}
        allowDeselect={false}
        value={form.values.collectionId}
        data={collections.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(collectionId) => collectionId && form.set("collectionId", collectionId)}
      />
    </FormSection>
  );
}

function OfResponse({ form, saved }: Props): ReactNode {
  const { t } = useWords();
  return (
    <>
      <FormSection title={t("knowledge.files")} text={t("knowledge.filesText")}>
        <FileFields files={form.values.files} onFiles={(change) => form.change("files", change)} />
      </FormSection>
      <FormSection title={t("knowledge.links")} text={t("knowledge.shortenText")}>
        <Switch
          label={t("knowledge.shorten")}
          checked={form.values.shortenLinks}
          onChange={(event) => form.set("shortenLinks", event.currentTarget.checked)}
        />
        {saved !== undefined && saved.links.length > 0 && (
          <ul className={classes.rows}>
            {saved.links.map((link) => (
              <li key={link.shortUrl} className={classes.row}>
                <bdi title={link.url}>{link.shortUrl}</bdi>
                <span className={classes.soft}>{t("knowledge.opened", { count: link.opens })}</span>
              </li>
            ))}
          </ul>
        )}
      </FormSection>
    </>
  );
}

function OfArticle({ form, saved, problem }: Props): ReactNode {
  const { t } = useWords();
  return (
    <FormSection title={t("knowledge.page")} text={t("knowledge.pageText")}>
      <Switch
        label={t("knowledge.publish")}
        description={t("knowledge.publishText")}
        checked={form.values.published}
        onChange={(event) => form.set("published", event.currentTarget.checked)}
      />
      <FieldRow>
        <Select
          label={t("knowledge.language")}
          allowDeselect={false}
          value={form.values.locale}
          data={[
            { value: "en" as const, label: "English" },
            { value: "fr" as const, label: "Français" },
          ]}
          onChange={(locale) => locale && form.set("locale", locale)}
        />
        <TextInput
          label={t("knowledge.slug")}
          description={t("knowledge.slugText")}
          inputWrapperOrder={["label", "input", "description", "error"]}
          maxLength={100}
          autoComplete="off"
          value={form.values.slug}
          error={problem("slug")}
          onChange={(event) => form.set("slug", event.currentTarget.value)}
        />
      </FieldRow>
      {saved?.url && saved.published && (
        <div className={classes.actions}>
          <CopyButton text={saved.url} label={t("knowledge.copyAddress")} />
          <a href={saved.url} target="_blank" rel="noopener noreferrer">
            {t("knowledge.openPage")}
          </a>
        </div>
      )}
    </FormSection>
  );
}
