-- Operands of a derived fact as decimal ids in text: Prisma cannot read arrays of bigint through a joined relation.
alter table fact alter column derived_from type text[] using derived_from::text[];
