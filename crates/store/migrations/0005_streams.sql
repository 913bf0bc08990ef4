-- Attributes that an admin has added, and what they said of standard ones.
create table attribute (
    name {{text}} not null primary key,
    definition {{json}} not null
) {{clustered}};

-- The switch of all dialogues: one row, once it was moved.
create table dialogue_switch (
    one {{int}} not null primary key,
    hidden {{bool}} not null
) {{table}};

-- What will be published next, as a stream file.
alter table dialogue add column draft {{json}};

-- How far each visitor came with each dialogue. Conversations from before this table are counted by their states.
create table reach (
    visitor {{uuid}} not null references visitor (id),
    dialogue {{uuid}} not null references dialogue (id),
    triggered {{time}} not null,
    engaged {{time}},
    completed {{time}},
    primary key (visitor, dialogue)
) {{clustered}};
create index reach_counts on reach (dialogue, triggered, engaged, completed);

