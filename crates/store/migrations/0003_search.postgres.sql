-- Search over people and what they and agents said. Made from the log by a job, and made again from nothing where it
-- is empty: no other table refers to it.
create table search_state (
    conversation uuid not null primary key references conversation (id),
    seq bigint not null,
    who text not null
);

create table search_doc (
    id bigint generated always as identity primary key,
    conversation uuid not null references conversation (id),
    seq bigint not null,
    words tsvector not null
);
create unique index search_doc_once on search_doc (conversation, seq);
create index search_doc_words on search_doc using gin (words);
