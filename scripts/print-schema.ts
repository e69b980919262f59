// Prints the GraphQL schema into schema.graphql, which is committed: a change of the API shows in review.
import { writeFileSync } from 'node:fs';
import { printedSchema } from '../server/graphql/printed-schema.ts';

writeFileSync(new URL('../schema.graphql', import.meta.url), printedSchema());
