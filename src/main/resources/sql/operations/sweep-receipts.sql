delete from delivery_receipt where ctid >= :from::tid and ctid < :to::tid and at < :before
