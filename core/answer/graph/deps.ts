import type { BaseCheckpointSaver } from '@langchain/langgraph';
import type { PrismaClient } from '../../../generated/prisma/client.ts';
import type { Database } from '../../db/client.ts';
import type { Logger } from '../../logger.ts';
import type { LanguageModel } from '../../model/types.ts';
import type { Interpretation, SearchFilterInput, SearchOutcome } from '../../search/types.ts';
import type { DocumentTexts } from '../figure/document-texts.ts';

/** What the query graph works with. */
export interface GraphDeps {
  database: Database;
  prisma: PrismaClient;
  texts: DocumentTexts;
  understand(question: string, filter: SearchFilterInput): Promise<Interpretation>;
  search(request: { query: string; filter: SearchFilterInput; first: number; tenantId?: string }): Promise<SearchOutcome>;
  /** EDGAR's own list of companies; undefined for a ticker that is not on it. */
  knownToEdgar?(ticker: string): Promise<{ ticker: string; name: string } | undefined>;
  language: LanguageModel;
  /** Tokens of the language model that a tenant's questions may use in a day; no limit when absent or 0. */
  tokensPerDay?: number;
  checkpointer?: BaseCheckpointSaver;
  logger: Logger;
}
