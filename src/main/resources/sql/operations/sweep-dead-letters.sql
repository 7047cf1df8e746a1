delete from dead_letter where id in (
  select id from dead_letter where state <> 'NEW' and handled_at < :before order by id limit :chunk)
