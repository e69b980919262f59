import { useQuery, useSubscription } from 'urql';
import { useSearchParams } from 'wouter';
import { graphql } from '../gql/index.ts';
import { inputClass } from '../ui/button.tsx';
import { Loading } from '../ui/loading.tsx';
import { ErrorNotice, Notice } from '../ui/notice.tsx';
import { Panel } from '../ui/panel.tsx';
import { useThrottled } from '../ui/use-throttled.ts';
import { Analysis } from './analysis.tsx';
import { FilingHeader } from './filing-header.tsx';
import { anchorOf, type Place, readPlace, writePlace } from './place.ts';
import { Reader } from './reader.tsx';
import { SectionList, sectionsOf } from './section-list.tsx';

const Filing = graphql(`
  query Filing($accessionNumber: String!) {
    filing(accessionNumber: $accessionNumber) {
      id
      accessionNumber
      form
      status
      company {
        id
        name
        tickers
      }
      documents {
        name
        type
        description
        isRead
        htmlUrl
      }
      analysis {
        ...Analysis
      }
      ...FilingHeader
      ...SectionList
    }
  }
`);

const OneFilingChanged = graphql(`
  subscription OneFilingChanged($tickers: [String!], $afterEventId: ID) {
    filingStatusChanged(tickers: $tickers, afterEventId: $afterEventId) {
      id
      filing {
        id
        accessionNumber
        status
      }
    }
  }
`);

/** One filing: what it is, what it says, and the text itself. The address says where in it the reader stands. */
export function FilingPage({ accessionNumber }: { accessionNumber: string }) {
  const [{ data, error }, refresh] = useQuery({
    query: Filing,
    variables: { accessionNumber },
    requestPolicy: 'cache-and-network',
  });
  const filing = data?.filing;
  const reload = useThrottled(() => refresh({ requestPolicy: 'network-only' }), 300);
  useSubscription(
    {
      query: OneFilingChanged,
      variables: { tickers: filing?.company.tickers },
      pause: !filing || filing.status === 'INDEXED' || filing.company.tickers.length === 0,
    },
    (_previous, change) => {
      if (change.filingStatusChanged.filing.accessionNumber === accessionNumber) reload();
      return change;
    },
  );
  const [parameters, setParameters] = useSearchParams();

  if (!data) return error ? <ErrorNotice error={error} /> : <Loading rows={6} />;
  if (!filing) return <Notice>Gravity does not hold this filing. Read its company's filings from the feed first.</Notice>;
  const place = readPlace(parameters);
  const go = (change: Partial<Place>) => setParameters(writePlace({ ...place, ...change }), { replace: true });
  const sections = sectionsOf(filing);
  const readable = filing.documents.filter(({ isRead }) => isRead);
  const section = place.span ? undefined : sections.find(({ key }) => key === place.sectionKey);
  const documentName = place.documentName ?? section?.documentName ?? readable[0]?.name;
  const document = readable.find(({ name }) => name === documentName);
  return (
    <div className="space-y-4">
      <title>{`${filing.company.name} ${filing.form} · Gravity`}</title>
      <FilingHeader filing={filing} />
      {filing.analysis && <Analysis analysis={filing.analysis} accessionNumber={accessionNumber} />}
      <div className="grid items-start gap-4 lg:grid-cols-[19rem_1fr]">
        <Panel title="Sections">
          <SectionList
            sections={sections}
            current={place.sectionKey}
            onOpen={({ key, documentName: name }) =>
              go({ documentName: name, sectionKey: key, span: null, anchor: null, view: place.view })
            }
          />
        </Panel>
        <Panel
          title="Reader"
          action={
            readable.length > 0 && (
              <select
                aria-label="Document"
                className={`${inputClass} max-w-56 min-w-0 sm:max-w-sm`}
                value={documentName}
                onChange={(event) => go({ documentName: event.target.value, sectionKey: null, span: null, anchor: null })}
              >
                {readable.map(({ name, type, description }) => (
                  <option key={name} value={name}>
                    {[type, description && description !== type ? description : name].join(' · ')}
                  </option>
                ))}
              </select>
            )
          }
        >
          {document ? (
            <Reader
              accessionNumber={accessionNumber}
              documentName={document.name}
              htmlUrl={document.htmlUrl ?? null}
              anchor={anchorOf(sections, document.name, place)}
              span={place.span ?? (section ? { from: section.charStart, to: section.charStart } : null)}
              view={place.view}
              onView={(view) => go({ view })}
            />
          ) : (
            <Notice>
              {documentName
                ? 'This document is not one that can be read.'
                : 'Nothing to read yet: the text appears when the filing is ANALYZED.'}
            </Notice>
          )}
        </Panel>
      </div>
    </div>
  );
}
