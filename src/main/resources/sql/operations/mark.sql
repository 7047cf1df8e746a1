insert into retention_mark (what, until) values (:what, :until)
on conflict (what) do update set until = greatest(retention_mark.until, excluded.until)
