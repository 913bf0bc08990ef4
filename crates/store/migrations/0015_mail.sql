-- Mail that is to be sent; without a time it was given up. What it is about is looked up when it is sent.
create table mail (
    id {{uuid}} not null primary key,
    recipient {{uuid}} not null references account (id),
    about {{json}} not null,
    due {{time}},
    tries {{int}} not null,
    made {{time}} not null,
    fault {{text}}
) {{table}};
create index mail_due on mail (due) where due is not null;

-- Whether a user wants mail about requests that they should have got (ROUTE-9).
alter table account add column mail_missed {{bool}} not null default true;
