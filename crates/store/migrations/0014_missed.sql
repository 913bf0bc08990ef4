-- Requests that ended without an agent, by the number of their end, and who should have got them (ROUTE-9).
create table missed (
    conversation {{uuid}} not null references conversation (id),
    seq {{int}} not null,
    at {{time}} not null,
    why {{text}} not null,
    route {{json}} not null,
    agents {{json}} not null,
    primary key (conversation, seq)
) {{clustered}};
create index missed_at on missed (at, conversation, seq, why);
create index missed_why on missed (why, at, conversation, seq);
