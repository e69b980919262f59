import './scalars.ts';
import './enums.ts';
import './errors.ts';
import './tenant/viewer.type.ts';
import './tenant/api-key.type.ts';
import './tenant/audit-entry.type.ts';
import './company/company.type.ts';
import './filing/filing.type.ts';
import './filing/filing.connections.ts';
import './filing/ingest.mutation.ts';
import './filing/retry-filing.mutation.ts';
import './filing/filing-status.subscription.ts';
import './fact/facts.connection.ts';
import './search/search.type.ts';
import './question/question.type.ts';
import './question/ask.mutation.ts';
import './question/standing-question.type.ts';
import './question/answer-progress.subscription.ts';
import './private-document/create-upload.mutation.ts';
import './watchlist/watchlist.type.ts';
import './watchlist/watchlist.mutations.ts';
import './pipeline/ingest-run.type.ts';
import './pipeline/completeness.type.ts';
import './pipeline/dead-letter.type.ts';
import './pipeline/pipeline-status.type.ts';
import { builder } from './builder.ts';

/** Executable and complete. Building it takes about a second: once a process. */
export const schema = builder.toSchema();
