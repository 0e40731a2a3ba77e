import { type ContactId, foldText, type OrganizationId, searchWords } from "@guichet/contract";
import { sql } from "kysely";
import type { Ctx, Db } from "../../db/index.ts";
import { inTransaction } from "../../db/index.ts";
import { phoneQuery, phoneWord } from "./phone-words.ts";

const STEP = 500;
/** So many words of a contact are found, each up to so many characters. */
const MOST_WORDS = 150;
const MOST_LETTERS = 60;

export async function listWordless(system: Db): Promise<OrganizationId[]> {
  const rows = await sql<{ organization_id: OrganizationId }>`
    select distinct organization_id from (select organization_id from identities where sort_name is null limit 2000) x`.execute(
    system,
  );
  return rows.rows.map((row) => row.organization_id);
}

type Told = { id: string; contact_id: ContactId; name: string; own: string[]; held: string[] };

/**
 * Writes for new and changed contacts the name by which they are listed and the words by which they are found: per identity,
 * so that what is known of a channel one does not see cannot be searched for. Answers whether there was anything to do.
 */
export async function writeWords(ctx: Ctx): Promise<boolean> {
  return await inTransaction(ctx, async ({ db, organizationId }) => {
    const waiting = await sql<{ contact_id: ContactId }>`
      select distinct contact_id from (
        select contact_id from identities where organization_id = ${organizationId} and sort_name is null order by contact_id limit ${STEP}
      ) x`.execute(db);
    const ids = waiting.rows.map((row) => row.contact_id);
    if (ids.length === 0) return false;
    // Whoever renames a contact holds its row: the words are those of before, and are written anew, or those of after.
    await sql`select 1 from contacts where organization_id = ${organizationId} and id = any(${ids}::uuid[]) order by id for no key update`.execute(
      db,
    );
    const told = await sql<Told>`
      select i.id, i.contact_id, c.name, array_remove(array[i.display_name, i.handle, i.external_id], null) as own,
        array(select v.value from attribute_values v
          join attributes a on a.organization_id = v.organization_id and a.id = v.attribute_id and a.deleted_at is null
          where v.organization_id = i.organization_id and v.contact_id = i.contact_id and v.value is not null
            and (a.platform is null or position('@' in v.value) > 0) order by a.position) as held
      from identities i join contacts c on c.organization_id = i.organization_id and c.id = i.contact_id
      where i.organization_id = ${organizationId} and i.contact_id = any(${ids}::uuid[])`.execute(db);
    const rows = told.rows.map((one) => ({
      id: one.id,
      sort_name: [...foldText(one.name)].slice(0, 100).join(""),
      words: wordsOf([one.name, ...one.own, ...one.held]),
    }));
    await sql`
      update identities i set sort_name = r.sort_name, words = array_to_tsvector(array(select jsonb_array_elements_text(r.words)))
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, sort_name text, words jsonb)
      where i.organization_id = ${organizationId} and i.id = r.id`.execute(db);
    return true;
  });
}

function wordsOf(values: readonly string[]): string[] {
  const numbers = values.flatMap((value) => phoneWord(value) ?? []);
  const words = searchWords(values.join(" ")).map((word) => [...word].slice(0, MOST_LETTERS).join(""));
  return [...new Set([...numbers, ...words])].slice(0, MOST_WORDS);
}

/** `mar sand` finds whoever has a word that begins with each; undefined: nothing to look for. */
export function toSearch(text: string): string | undefined {
  const words = searchWords(text).map((word) => `'${[...word].slice(0, MOST_LETTERS).join("")}':*`);
  if (words.length === 0) return undefined;
  const all = words.slice(0, 10).join(" & ");
  // A telephone number is one word, however people write it, and found by the other ways of writing it.
  const digits = /^\+?[\d\s()./-]{6,}$/.test(text.trim()) ? text.replaceAll(/\D/g, "") : "";
  if (digits.length < 6) return all;
  const others = phoneQuery(text);
  return `(${all}) | '${digits.slice(0, MOST_LETTERS)}':*${others === undefined ? "" : ` | ${others}`}`;
}
