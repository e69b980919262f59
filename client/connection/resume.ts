export interface SubscriptionRequest {
  query: string;
  variables: Record<string, unknown>;
}

/**
 * A subscription that goes on where it stopped. The socket sends `request` again after every reconnect; where its document takes
 * `$afterEventId`, that variable is kept at the last event seen, so that nothing is missed and nothing comes twice.
 */
export function resumable(query: string, variables: Record<string, unknown>) {
  const request: SubscriptionRequest = { query, variables: { ...variables } };
  const resumes = /\$afterEventId\b/.test(query);
  return {
    request,
    /** @param data of one message: its only field is the event. */
    seen(data: unknown): void {
      const id = resumes ? eventId(data) : undefined;
      if (id !== undefined) request.variables.afterEventId = id;
    },
  };
}

function eventId(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const [event] = Object.values(data) as unknown[];
  return typeof event === 'object' && event !== null && 'id' in event && typeof event.id === 'string' ? event.id : undefined;
}
