import { Button, Menu } from "@mantine/core";
import { IconArticle, IconBooks, IconChevronDown, IconMessage2, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../locales/use-words.ts";

/** Add new: a response, an article, a collection. Without a collection there is no place for the others. */
export function AddMenu({ hasCollection }: { readonly hasCollection: boolean }): ReactNode {
  const { t } = useWords();
  if (!hasCollection) {
    return (
      <Button component={Link} to="/settings/knowledge/collections/new" leftSection={<IconPlus size={16} />}>
        {t("knowledge.addCollection")}
      </Button>
    );
  }
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} />} rightSection={<IconChevronDown size={15} />}>
          {t("knowledge.addNew")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to="/settings/knowledge/new-response" leftSection={<IconMessage2 size={16} />}>
          {t("knowledge.response")}
        </Menu.Item>
        <Menu.Item component={Link} to="/settings/knowledge/new-article" leftSection={<IconArticle size={16} />}>
          {t("knowledge.article")}
        </Menu.Item>
        <Menu.Item component={Link} to="/settings/knowledge/collections/new" leftSection={<IconBooks size={16} />}>
          {t("knowledge.collection")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
