insert into partner_heard (name, heard_at) values (:name, :at)
on conflict (name) do update
set heard_at = greatest(partner_heard.heard_at, excluded.heard_at),
  silent_since = case when excluded.heard_at > partner_heard.heard_at then null else partner_heard.silent_since end
