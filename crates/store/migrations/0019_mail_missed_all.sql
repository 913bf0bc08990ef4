-- Whether a user wants mail about each missed request, whoever should have got it.
alter table account add column mail_missed_all {{bool}} not null default false;
