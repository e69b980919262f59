import { useEffect } from 'react';
import { useClient } from 'urql';
import { graphql } from '../gql/index.ts';

export const CancelQuestion = graphql(`
  mutation CancelQuestion($id: ID!) {
    cancelQuestion(input: { id: $id }) {
      __typename
      ... on Question {
        id
        status
      }
      ... on Error {
        message
      }
    }
  }
`);

/** Who closes the page waits for nothing more: a question that is worked on is cancelled, and the model's call with it. */
export function useCancelOnClose(questionId: string, isRunning: boolean): void {
  const client = useClient();
  useEffect(() => {
    if (!isRunning) return;
    const cancel = ({ persisted }: PageTransitionEvent) => {
      // A page that the browser keeps may come back.
      if (persisted) return;
      const { fetchOptions } = client.createRequestOperation('mutation', {
        key: 0,
        query: CancelQuestion,
        variables: { id: questionId },
      }).context;
      const usual = typeof fetchOptions === 'function' ? fetchOptions() : fetchOptions;
      void client.mutation(CancelQuestion, { id: questionId }, { fetchOptions: { ...usual, keepalive: true } }).toPromise();
    };
    window.addEventListener('pagehide', cancel);
    return () => window.removeEventListener('pagehide', cancel);
  }, [client, questionId, isRunning]);
}
