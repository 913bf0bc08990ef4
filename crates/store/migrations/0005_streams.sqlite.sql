insert into reach (visitor, dialogue, triggered, engaged, completed)
select visitor, dialogue, min(started),
       min(case when json_extract(state, '$.engaged') then last_at end),
       min(case when json_extract(state, '$.completed') then last_at end)
from conversation group by visitor, dialogue;
