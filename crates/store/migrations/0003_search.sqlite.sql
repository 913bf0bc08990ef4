-- Search over people and what they and agents said. Made from the log by a job, and made again from nothing where it
-- is empty: no other table refers to it.
create table search_state (
    conversation BLOB not null primary key references conversation (id),
    seq INTEGER not null,
    who TEXT not null
) STRICT, WITHOUT ROWID;

create table search_doc (
    id INTEGER not null primary key,
    conversation BLOB not null references conversation (id),
    seq INTEGER not null
) STRICT;
create unique index search_doc_once on search_doc (conversation, seq);

create virtual table search_text using fts5 (words, content = '', contentless_delete = 1, prefix = '2 3');
