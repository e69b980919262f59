import { describe, expect, test } from 'vitest';
import { holdingsDocument, ownershipDocument } from './holdings-text.ts';
import { readHoldingsReport } from './read-holdings-report.ts';
import { readOwnership } from './read-ownership.ts';

const FORM_4 = `<?xml version="1.0"?><ownershipDocument><schemaVersion>X0508</schemaVersion><documentType>4</documentType><periodOfReport>2025-03-04</periodOfReport>
<issuer><issuerCik>0009000001</issuerCik><issuerName>Fernhill &amp; Sons Inc.</issuerName><issuerTradingSymbol>FERN</issuerTradingSymbol></issuer>
<reportingOwner><reportingOwnerId><rptOwnerCik>0009000002</rptOwnerCik><rptOwnerName>Arbor Iris</rptOwnerName></reportingOwnerId><reportingOwnerRelationship><isDirector>1</isDirector><isOfficer>true</isOfficer><officerTitle>Chief Forester</officerTitle></reportingOwnerRelationship></reportingOwner>
<reportingOwner><reportingOwnerId><rptOwnerCik>0009000003</rptOwnerCik><rptOwnerName>Arbor Trust</rptOwnerName></reportingOwnerId><reportingOwnerRelationship><isTenPercentOwner>1</isTenPercentOwner></reportingOwnerRelationship></reportingOwner>
<aff10b5One>1</aff10b5One>
<nonDerivativeTable>
<nonDerivativeTransaction><securityTitle><value>Common Stock</value></securityTitle><transactionDate><value>2025-03-04</value></transactionDate><transactionCoding><transactionFormType>4</transactionFormType><transactionCode>S</transactionCode></transactionCoding>
<transactionAmounts><transactionShares><value>1200</value></transactionShares><transactionPricePerShare><value>45.3100</value><footnoteId id="F1"/></transactionPricePerShare><transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode></transactionAmounts>
<postTransactionAmounts><sharesOwnedFollowingTransaction><value>98800.5</value></sharesOwnedFollowingTransaction></postTransactionAmounts><ownershipNature><directOrIndirectOwnership><value>I</value></directOrIndirectOwnership><natureOfOwnership><value>By trust</value></natureOfOwnership></ownershipNature></nonDerivativeTransaction>
<nonDerivativeHolding><securityTitle><value>Preferred Stock</value></securityTitle><postTransactionAmounts><sharesOwnedFollowingTransaction><value>10</value></sharesOwnedFollowingTransaction></postTransactionAmounts><ownershipNature><directOrIndirectOwnership><value>D</value></directOrIndirectOwnership></ownershipNature></nonDerivativeHolding></nonDerivativeTable>
<derivativeTable><derivativeTransaction><securityTitle><value>Stock Option</value></securityTitle><conversionOrExercisePrice><value>12</value></conversionOrExercisePrice><transactionDate><value>2025-03-04</value></transactionDate><transactionCoding><transactionCode>M</transactionCode></transactionCoding>
<transactionAmounts><transactionShares><value>500</value></transactionShares><transactionAcquiredDisposedCode><value>D</value></transactionAcquiredDisposedCode></transactionAmounts><exerciseDate><footnoteId id="F1"/></exerciseDate><expirationDate><value>2030-01-01</value></expirationDate><underlyingSecurity><underlyingSecurityTitle><value>Common Stock</value></underlyingSecurityTitle><underlyingSecurityShares><value>500</value></underlyingSecurityShares></underlyingSecurity></derivativeTransaction></derivativeTable>
<footnotes><footnote id="F1">Weighted average of several trades.</footnote></footnotes></ownershipDocument>`;

describe('Forms 3, 4 and 5', () => {
  test('give owners, transactions, holdings and derivatives as the XML has them', () => {
    const report = readOwnership(FORM_4);
    expect(report).toMatchObject({
      documentType: '4',
      issuer: { cik: 9000001, name: 'Fernhill & Sons Inc.', ticker: 'FERN' },
      isPlanned: true,
      owners: [
        { cik: 9000002, isDirector: true, isOfficer: true, title: 'Chief Forester' },
        { cik: 9000003, isTenPercentOwner: true, isDirector: false },
      ],
    });
    expect(report?.entries).toMatchObject([
      {
        kind: 'TRANSACTION',
        code: 'S',
        direction: 'DISPOSED',
        shares: '1200',
        pricePerShare: '45.31',
        sharesAfter: '98800.5',
        isDirect: false,
        natureOfOwnership: 'By trust',
        footnoteIds: ['F1'],
      },
      { kind: 'HOLDING', securityTitle: 'Preferred Stock', sharesAfter: '10', isDirect: true },
      { kind: 'TRANSACTION', isDerivative: true, code: 'M', exercisePrice: '12', expirationDate: '2030-01-01', underlyingShares: '500' },
    ]);
  });

  test('read as text whose cells and blocks slice to what they say', () => {
    const document = ownershipDocument(readOwnership(FORM_4)!, { name: 'form4.xml', type: '4' });
    expect(document.text).toContain(
      'Common Stock | 2025-03-04 | S open market sale | disposed | 1,200 | $45.31 | 98,800.5 | indirect: By trust',
    );
    for (const cell of document.tables[0]!.cells) expect(document.text.slice(cell.charStart, cell.charEnd)).toBe(cell.text);
    expect(document.html).not.toMatch(/<script|& Sons/);
  });

  test('other XML is none of them', () => {
    expect(readOwnership('<rss><channel/></rss>')).toBeNull();
    expect(readOwnership('not XML at all')).toBeNull();
  });
});

const cover = (
  more = '',
  type = '13F-HR',
) => `<edgarSubmission xmlns="http://www.sec.gov/edgar/thirteenffiler"><headerData><submissionType>${type}</submissionType><filerInfo><filer><credentials><cik>0009000009</cik></credentials></filer><periodOfReport>12-31-2022</periodOfReport></filerInfo></headerData>
<formData><coverPage><reportCalendarOrQuarter>12-31-2022</reportCalendarOrQuarter>${more}<filingManager><name>Meadow Capital LP</name></filingManager><reportType>13F HOLDINGS REPORT</reportType></coverPage><summaryPage><tableEntryTotal>1</tableEntryTotal><tableValueTotal>1500</tableValueTotal></summaryPage></formData></edgarSubmission>`;
const TABLE = `<ns1:informationTable xmlns:ns1="http://www.sec.gov/edgar/document/thirteenf/informationtable"><ns1:infoTable><ns1:nameOfIssuer>FERNHILL INC</ns1:nameOfIssuer><ns1:titleOfClass>COM</ns1:titleOfClass><ns1:cusip>90000f109</ns1:cusip><ns1:value>1500</ns1:value><ns1:shrsOrPrnAmt><ns1:sshPrnamt>33,000</ns1:sshPrnamt><ns1:sshPrnamtType>SH</ns1:sshPrnamtType></ns1:shrsOrPrnAmt><ns1:putCall>Put</ns1:putCall><ns1:investmentDiscretion>SOLE</ns1:investmentDiscretion><ns1:votingAuthority><ns1:Sole>33000</ns1:Sole><ns1:Shared>0</ns1:Shared><ns1:None>0</ns1:None></ns1:votingAuthority></ns1:infoTable></ns1:informationTable>`;

describe('13F-HR', () => {
  test('values count thousands before 3 January 2023 and dollars since', () => {
    expect(readHoldingsReport([cover(), TABLE], '2022-11-14')?.holdings[0]?.valueUsd).toBe('1500000');
    expect(readHoldingsReport([TABLE, cover()], '2023-02-14')).toMatchObject({
      statedValueUsd: '1500',
      periodEnd: '2022-12-31',
      managerName: 'Meadow Capital LP',
      managerCik: 9000009,
    });
    expect(readHoldingsReport([cover(), TABLE], '2023-02-14')?.holdings[0]).toMatchObject({
      valueUsd: '1500',
      amount: '33000',
      amountType: 'SH',
      putCall: 'PUT',
      cusip: '90000F109',
      votingSole: '33000',
    });
  });

  test.each([
    ['RESTATEMENT', 'RESTATEMENT'],
    ['NEW HOLDINGS', 'NEW_HOLDINGS'],
  ])('an amendment of type %s says what it does', (written, type) => {
    const more = `<isAmendment>true</isAmendment><amendmentNo>1</amendmentNo><amendmentInfo><amendmentType>${written}</amendmentType></amendmentInfo>`;
    expect(readHoldingsReport([cover(more, '13F-HR/A'), TABLE], '2023-02-14')).toMatchObject({
      isAmendment: true,
      amendmentNumber: 1,
      amendmentType: type,
    });
  });

  test('reads as text with a row for each holding', () => {
    const document = holdingsDocument(readHoldingsReport([cover(), TABLE], '2023-02-14')!, { name: 'primary_doc.xml', type: '13F-HR' });
    expect(document.text).toContain('FERNHILL INC | COM | 90000F109 | 1,500 | 33,000 | shares | put');
  });

  test('a row that cannot be read is named, not dropped', () => {
    const report = readHoldingsReport([cover(), TABLE.replace('<ns1:value>1500<', '<ns1:value>n/a<')], '2023-02-14')!;
    expect(report).toMatchObject({ holdings: [], unread: [{ row: 1, reason: 'value "n/a" is no number' }] });
    expect(holdingsDocument(report, { name: 'primary_doc.xml', type: '13F-HR' }).text).toContain(
      'Row 1 could not be read: value "n/a" is no number.',
    );
  });

  test('XML that is cut off is not read as a whole report', () => {
    expect(() => readHoldingsReport([cover(), TABLE.slice(0, -60)], '2023-02-14')).toThrow(/ends before its root element/);
    expect(() => readOwnership(FORM_4.slice(0, -200))).toThrow(/ends before its root element/);
  });

  test('a table without a cover is no report', () => {
    expect(readHoldingsReport([TABLE], '2023-02-14')).toBeNull();
  });
});
