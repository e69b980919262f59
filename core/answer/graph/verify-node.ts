import { errorMessage } from '../../errors.ts';
import type { AnswerCitation } from '../types.ts';
import { verifySentences } from '../verify.ts';
import type { GraphDeps } from './deps.ts';
import type { GraphState, RunContext, Update } from './state.ts';

export async function verifyNode(deps: GraphDeps, run: RunContext, state: GraphState): Promise<Update & { detail: string }> {
  const { draft, refusal } = state;
  const checked = draft ?? refusal?.evidence ?? { sentences: [], numbers: [] };
  const privateTexts = new Map(
    (state.passages ?? []).filter((p) => p.privateDocumentId).map((p) => [`${p.privateDocumentId} ${p.charStart}`, p]),
  );
  const textOf = async (citation: AnswerCitation) => {
    if (citation.accessionNumber)
      return deps.texts.get(citation.accessionNumber, citation.documentName).catch((error: unknown) => {
        const { accessionNumber, documentName } = citation;
        deps.logger.warn(
          { accessionNumber, documentName, reason: errorMessage(error) },
          'a cited text could not be read: its sentence goes',
        );
        return undefined;
      });
    const passage = [...privateTexts.values()].find(
      (p) => p.privateDocumentId === citation.privateDocumentId && p.charStart <= citation.charStart && p.charEnd >= citation.charEnd,
    );
    return passage && `${' '.repeat(passage.charStart)}${passage.text}`;
  };
  const { kept, verdicts } = await verifySentences(checked.sentences, checked.numbers, textOf);
  const numbers = checked.numbers.filter(({ text }) => kept.some((sentence) => sentence.text.includes(text)));
  const all = [...(state.verdicts ?? []), ...verdicts];
  const detail = `${kept.length} of ${checked.sentences.length} sentences stand`;
  if (refusal) return { refusal: { ...refusal, evidence: { sentences: kept, numbers } }, verdicts: all, detail };
  if (kept.length === 0)
    return {
      draft: undefined,
      refusal: {
        reason: 'UNVERIFIED',
        message: 'No sentence of the answer could be verified against the filings.',
        missing: [],
        action: 'Read the passages that were found.',
      },
      verdicts: all,
      detail,
    };
  const streamed = deps.language.generative && state.writer === deps.language.id;
  if (!streamed) for (const sentence of kept) run.onSentence(sentence);
  return { draft: { sentences: kept, numbers }, verdicts: all, detail };
}
