-- Profiles: the six built-in ones, whose permissions the program knows, and custom ones. The built-in ones are made with
-- the first user: a fresh record is empty, and can be filled by a copy.
create table profile (
    id {{text}} not null primary key,
    name {{text}} not null unique,
    permissions {{json}}
) {{table}};
insert into profile (id, name)
    select 'live_agent', 'Live Agent' where exists (select 1 from account where takes_chats);

create table account_profile (
    account {{uuid}} not null references account (id),
    profile {{text}} not null references profile (id),
    primary key (account, profile)
) {{clustered}};
create index account_profile_by_profile on account_profile (profile);
insert into account_profile (account, profile) select id, 'live_agent' from account where takes_chats;

-- Whether taking live chats was given by itself; `takes_chats` stays what the user may do in the end.
alter table account add column takes_chats_given {{bool}} not null default false;

-- Where a session was begun, and when it was last used.
alter table session add column device {{text}} not null default '';
alter table session add column address {{text}} not null default '';
alter table session add column used {{time}};

-- One-time links, known by the hash of their token; used ones are deleted. An owner's link has no user yet.
create table link (
    token_hash {{bytes}} not null primary key,
    kind {{text}} not null,
    account {{uuid}} references account (id),
    expires {{time}} not null
) {{table}};
create index link_by_account on link (account);

-- What was done to users, profiles and settings. Ids are in the order of time. Without an actor: the command line.
create table audit (
    id {{uuid}} not null primary key,
    at {{time}} not null,
    actor {{uuid}} references account (id),
    act {{json}} not null,
    subject {{text}} not null,
    name {{text}} not null,
    changes {{json}} not null
) {{clustered}};
