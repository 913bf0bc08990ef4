-- Who is asked where an offer asks several (ROUTE-20). An offer to one agent stands in the conversation's row.
create table rung (
    conversation {{uuid}} not null references conversation (id),
    agent {{uuid}} not null references account (id),
    primary key (conversation, agent)
) {{clustered}};
create index rung_agent on rung (agent, conversation);

-- In which order those of a ring are asked: in turn, least_busy, longest_idle.
alter table ring add column asked_by {{text}} not null default 'turn';
-- When an agent last took a chat or had one ended.
alter table account add column chatted {{time}};
