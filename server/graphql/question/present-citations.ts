import { presentPlace } from '../../../core/answer/present-place.ts';
import type { AnswerCitation } from '../../../core/answer/types.ts';
import type { Context } from '../../context.ts';

/** Citations of an answer that is older than the last reading of what it cites, where their quotes stand in the text as it is now. */
export const presentCitations = (citations: readonly AnswerCitation[], answeredAt: Date, { loaders }: Context): Promise<AnswerCitation[]> =>
  Promise.all(
    citations.map(async (citation) => {
      const { accessionNumber, documentName } = citation;
      if (!accessionNumber) return citation;
      const analysedAt = await loaders.analysedAt.load(accessionNumber);
      if (analysedAt === null || analysedAt <= answeredAt) return citation;
      return presentPlace(citation, await loaders.documentText.load({ accessionNumber, documentName }));
    }),
  );
