import { useQuery } from 'urql';
import { graphql } from '../gql/index.ts';
import { Button } from '../ui/button.tsx';
import { useStore } from '../ui/store.ts';
import { session, signOut } from './session.ts';

const AccountQuery = graphql(`
  query Account {
    viewer {
      id
      displayName
      tenant {
        id
        name
      }
    }
  }
`);

/** Who is signed in, for whom, and the way out. */
export function Account() {
  const { apiKey } = useStore(session);
  const [{ data }] = useQuery({ query: AccountQuery });
  return (
    <div className="flex items-center gap-2 text-xs text-(--muted)">
      {data && <span title={data.viewer.displayName}>{data.viewer.tenant.name}</span>}
      {apiKey && (
        <Button quiet onClick={signOut}>
          Sign out
        </Button>
      )}
    </div>
  );
}
