-- How many live chats and open offers an agent may hold; none: as many as everybody.
alter table account add column chat_limit {{int}};

-- Visitors who wait for an agent, the longest-waiting first.
create table waiting (
    conversation {{uuid}} not null primary key references conversation (id),
    since {{time}} not null
) {{table}};
create index waiting_by_since on waiting (since, conversation);

-- Whom they wait for: agents, and rings of agents, by their ids; and agents who were asked already.
create table waiting_for (
    conversation {{uuid}} not null references waiting (conversation),
    target {{uuid}} not null,
    asked {{bool}} not null,
    primary key (conversation, target, asked)
) {{clustered}};
create index waiting_for_target on waiting_for (target, conversation);

-- When visitors in the queue were served, and by which of those they waited for: what the next ones' wait is estimated from.
create table served (
    conversation {{uuid}} not null,
    target {{uuid}} not null,
    at {{time}} not null,
    primary key (conversation, target)
) {{clustered}};
create index served_target on served (target, at);
create index served_at on served (at);
