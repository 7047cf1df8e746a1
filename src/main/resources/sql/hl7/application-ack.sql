select id, control_id as "controlId", convert_from(application_ack, 'LATIN1') as acknowledgement
from hl7_message
where id = :id and application_ack is not null
