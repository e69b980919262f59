import { Route, Switch } from 'wouter';
import { AskPage } from './ask/ask-page.tsx';
import { CompanyPage } from './company/company-page.tsx';
import { DocumentsPage } from './documents/documents-page.tsx';
import { FeedPage } from './feed/feed-page.tsx';
import { FilingPage } from './filing/filing-page.tsx';
import { PipelinePage } from './pipeline/pipeline-page.tsx';
import { SearchPage } from './search/search-page.tsx';
import { Layout } from './ui/layout.tsx';
import { Notice } from './ui/notice.tsx';
import { WatchlistsPage } from './watchlist/watchlists-page.tsx';

export function Routes() {
  return (
    <Layout>
      <Switch>
        <Route path="/" component={FeedPage} />
        <Route path="/ask">
          <AskPage />
        </Route>
        <Route path="/ask/:questionId">{({ questionId }) => <AskPage questionId={questionId} />}</Route>
        <Route path="/filings/:accessionNumber">{({ accessionNumber }) => <FilingPage accessionNumber={accessionNumber} />}</Route>
        <Route path="/companies/:cik">{({ cik }) => <CompanyPage cik={cik} />}</Route>
        <Route path="/search" component={SearchPage} />
        <Route path="/documents" component={DocumentsPage} />
        <Route path="/watchlists" component={WatchlistsPage} />
        <Route path="/pipeline" component={PipelinePage} />
        <Route>
          <title>Not found · Gravity</title>
          <Notice>There is no such page.</Notice>
        </Route>
      </Switch>
    </Layout>
  );
}
