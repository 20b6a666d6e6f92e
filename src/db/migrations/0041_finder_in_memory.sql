-- The finder looks through the schools in memory: nothing asks these indexes any longer.
drop index school_words;
drop index school_needs;
drop index school_in_order;
