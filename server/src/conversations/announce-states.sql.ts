/** Parts of a statement whose parameters are: $1 the organization, $3 the conversations, $4 the events (both as JSON), $5 now. */
export const SHOW_STATES = `
    update conversations c set version = c.version + r.changes,
      last_message = case when r.state is null then c.last_message else c.last_message || jsonb_build_object('deliveryState', r.state) end
    from jsonb_to_recordset($3::jsonb) as r(id uuid, changes int, state text) where c.organization_id = $1 and c.id = r.id`;
export const ANNOUNCE = `
    insert into event_inbox (organization_id, id, type, conversation_id, channel_id, actor, data, at)
    select $1, e.id, e.type, e.conversation_id, e.channel_id, e.actor, e.data, $5
    from jsonb_to_recordset($4::jsonb) as e(id uuid, type text, conversation_id uuid, channel_id uuid, actor jsonb, data jsonb)`;
