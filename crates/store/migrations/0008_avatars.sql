-- Pictures of users, as they were encoded here. The key is in the picture's address: random, and another for each picture.
create table avatar (
    key {{text}} not null primary key,
    account {{uuid}} not null unique references account (id),
    picture {{bytes}} not null
) {{table}};

-- The key of the picture that a user has now.
alter table account add column avatar {{text}};
