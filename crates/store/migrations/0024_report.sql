-- What is reported of a dialogue: whether a visitor's e-mail was known when they were shown it, when they gave it there, and
-- when they first reached a goal.
alter table reach add column known {{bool}} not null default false;
alter table reach add column acquired {{time}};
alter table reach add column goal {{time}};
drop index reach_counts;
create index reach_report on reach (dialogue, triggered, known, engaged, completed, acquired, goal);

-- Which goals each visitor reached, by name.
create table reached_goal (
    dialogue {{uuid}} not null references dialogue (id),
    visitor {{uuid}} not null references visitor (id),
    goal {{text}} not null,
    primary key (dialogue, visitor, goal)
) {{clustered}};

-- Which cards of a version each visitor came to, and by which ways they went on; the empty way is that they came. All that
-- happens in a conversation counts when that began.
create table passed (
    stream_version {{uuid}} not null references stream_version (id),
    card {{text}} not null,
    way {{text}} not null,
    visitor {{uuid}} not null references visitor (id),
    started {{time}} not null,
    primary key (stream_version, card, way, visitor)
) {{clustered}};
create index passed_started on passed (stream_version, started, card, way, visitor);

-- The search's job counts all this, and begins anew.
update search_state set seq = 0;
