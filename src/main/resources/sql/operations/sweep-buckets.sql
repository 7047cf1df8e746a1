delete from rate_limit_bucket
where ctid >= :from::tid and ctid < :to::tid and expires_at < extract(epoch from :before::timestamptz) * 1000
