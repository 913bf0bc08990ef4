-- Who is on which list, by e-mail in lower case. The lists themselves are attributes.
create table list_member (
    email {{text}} not null,
    list {{text}} not null references attribute (name),
    primary key (email, list)
) {{clustered}};
create index list_member_by_list on list_member (list, email);
