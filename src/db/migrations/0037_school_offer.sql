-- For how long somebody was a SENCO before, which may end the duty to be qualified; and for how long what is known of a
-- school counts as checked.

-- SEND Regulations 2014, reg. 49: in all, at this or other schools, a month begun being one; null where nobody has said
alter table senco add column months_before int check (months_before between 0 and 720);
comment on column senco.email is 'the person''s own work address, for the council''s letters alone; families see the address of the role, which the school adds (school_addition: sen_email)';

alter table coverage_policy add column schools_months int not null default 12 check (schools_months > 0);
