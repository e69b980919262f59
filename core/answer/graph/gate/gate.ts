import type { RefusalDraft } from '../types.ts';
import { companyAbsent, companyUnnamed, nothingIngested } from './companies.ts';
import { formAbsent } from './forms.ts';
import { inAnotherLanguage, needsMarketPrice, notAboutFilings } from './not-for-filings.ts';
import { periodAbsent } from './periods.ts';
import { sectionAbsent } from './sections.ts';
import type { GateContext } from './types.ts';

/** Refuses what no search could answer: the wrong subject, a company or period that is not there, a section that the filing lacks. Pure. */
export function gate(context: GateContext): RefusalDraft | undefined {
  return (
    inAnotherLanguage(context) ??
    notAboutFilings(context) ??
    needsMarketPrice(context) ??
    companyAbsent(context) ??
    companyUnnamed(context) ??
    nothingIngested(context) ??
    formAbsent(context) ??
    periodAbsent(context) ??
    sectionAbsent(context)
  );
}
