import { type ApiFetch, request } from '../../cli/graphql.ts';

interface Cited {
  question: {
    status: string;
    answer: {
      sentences: {
        citations: { accessionNumber: string | null; documentName: string; quote: string; charStart: number; charEnd: number }[];
      }[];
      numbers: { value: string; verification: string; fact: { value: string; filing: { accessionNumber: string } } | null }[];
      refusal: { reason: string; message: string } | null;
    } | null;
  };
}

/** Asks and waits for the stored answer. */
export async function answerOf(api: ApiFetch, question: string): Promise<Cited['question']> {
  const { ask } = await request<{ ask: { id?: string; message?: string } }>(
    api,
    'mutation ($q: String!) { ask(input: { question: $q }) { ... on Question { id } ... on Error { message } } }',
    { q: question },
  );
  if (!ask.id) throw new Error(ask.message);
  for (;;) {
    const { question: stored } = await request<Cited>(
      api,
      `query ($id: ID!) { question(id: $id) { status answer {
        sentences { citations { accessionNumber documentName quote charStart charEnd } }
        numbers { value verification fact { value filing { accessionNumber } } }
        refusal { reason message } } } }`,
      { id: ask.id },
    );
    if (stored.status !== 'PENDING' && stored.status !== 'RUNNING') return stored;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** How many citations there are, and how many of their quotes stand at their span in the document's text. */
export async function countQuotes(
  api: ApiFetch,
  { answer }: Cited['question'],
): Promise<{ citations: number; standing: number; uncited: number }> {
  const sentences = answer?.sentences ?? [];
  const citations = sentences.flatMap((sentence) => sentence.citations);
  let standing = 0;
  for (const { accessionNumber, documentName, quote, charStart, charEnd } of citations) {
    const { filing } = await request<{ filing: { document: { text: string } | null } | null }>(
      api,
      'query ($a: String!, $d: String!) { filing(accessionNumber: $a) { document(name: $d) { text } } }',
      { a: accessionNumber, d: documentName },
    );
    if (filing?.document?.text.slice(charStart, charEnd) === quote) standing += 1;
  }
  return { citations: citations.length, standing, uncited: sentences.filter((sentence) => sentence.citations.length === 0).length };
}
