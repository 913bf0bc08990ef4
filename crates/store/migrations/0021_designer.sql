-- Streams are drawn by several people at a time: who has edited a draft last, how often it was changed, who has it open; and
-- who published each version, and how that is drawn.
alter table dialogue add column revision {{int}} not null default 0;
alter table dialogue add column edited_by {{uuid}};
alter table dialogue add column edited_at {{time}};
alter table stream_version add column layout {{json}} not null default '{}';
alter table stream_version add column published_by {{uuid}};

create table editor (
    dialogue {{uuid}} not null references dialogue (id),
    tab {{uuid}} not null,
    account {{uuid}} not null references account (id),
    seen {{time}} not null,
    primary key (dialogue, tab)
) {{clustered}};
