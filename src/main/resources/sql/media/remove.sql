delete from media_object where id in (
  select id from media_object where id < :oldest and created_at < :before and state = 'SWEPT' order by id limit :limit)
