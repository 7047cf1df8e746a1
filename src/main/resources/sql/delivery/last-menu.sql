-- The last message that reached an address, with the quick replies below it, if any.
select id, buttons::text as buttons
from delivery
where address = :address and channel = 'whatsapp' and sent_at > :since
order by sent_at desc
limit 1
