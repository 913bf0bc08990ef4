insert into reach (visitor, dialogue, triggered, engaged, completed)
select visitor, dialogue, min(started),
       min(case when (state ->> 'engaged')::boolean then last_at end),
       min(case when (state ->> 'completed')::boolean then last_at end)
from conversation group by visitor, dialogue;
