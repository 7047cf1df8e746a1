delete from reminder_batch where ctid >= :from::tid and ctid < :to::tid and due_minute < :before
