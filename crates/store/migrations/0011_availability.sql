-- When agents are available: the zone whose wall clock counts (none: UTC), the weekly schedule in its stored form (none:
-- round the clock), and what was chosen against it, and when. `status_changes` is when the status is another by itself,
-- so that the desk is told; decisions never read it.
alter table account add column time_zone {{text}};
alter table account add column schedule {{text}};
alter table account add column chosen {{bool}};
alter table account add column chosen_at {{time}};
alter table account add column status_changes {{time}};
create index account_status_changes on account (status_changes) where status_changes is not null;
