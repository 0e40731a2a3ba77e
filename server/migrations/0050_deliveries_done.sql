-- Each by its key: one statement for the whole list is planned by what the table's statistics say, and while they are young
-- (a new installation, a restored backup, a purge) it reads every delivery of the organization for each batch.
create function guichet_deliveries_done(organization uuid, ids uuid[]) returns void language plpgsql as $$
declare one uuid;
begin
  foreach one in array ids loop
    update deliveries set state = 'done', problems = null, reason = null
    where organization_id = organization and id = one and state <> 'discarded';
  end loop;
end $$;
