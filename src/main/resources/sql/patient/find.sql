select p.id, n.display_name, n.language, n.zone, p.meter_unit, p.glucose_only, p.ai_rewording, p.emergency_number
from patient p
join person n on n.id = p.id
where p.id = :id
