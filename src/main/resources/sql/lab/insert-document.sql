insert into lab_document (id, report_id, message_id, media_type, title, url, size, sha256, content, state, received_at)
values (:id, :report, :message, :type, :title, :url, :size, :sha256, :content, :state, :now)
on conflict (report_id, sha256) do nothing
