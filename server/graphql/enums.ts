import { FilingStatus, FiscalPeriod, QuestionStatus, Role, SectionStatus, Stage, StageState } from '../../generated/prisma/enums.ts';
import { builder } from './builder.ts';

export const FilingStatusEnum = builder.enumType(FilingStatus, {
  name: 'FilingStatus',
  description:
    'DISCOVERED, INGESTED, ANALYZED, INDEXED in turn; ANALYZED_NOT_INDEXED when indexing was given up (the filing reads and its facts answer), DEAD_LETTERED when an earlier stage was.',
});
export const FiscalPeriodEnum = builder.enumType(FiscalPeriod, {
  name: 'FiscalPeriod',
  description: "By the filer's own fiscal calendar. H1 is six months, M9 nine.",
});
export const SectionStatusEnum = builder.enumType(SectionStatus, { name: 'SectionStatus' });
export const QuestionStatusEnum = builder.enumType(QuestionStatus, { name: 'QuestionStatus' });
export const RoleEnum = builder.enumType(Role, { name: 'Role' });
export const StageEnum = builder.enumType(Stage, { name: 'Stage' });
export const StageStateEnum = builder.enumType(StageState, { name: 'StageState' });
export const DegradationEnum = builder.enumType('Degradation', {
  description: 'A part that was unavailable: the answer was made without it.',
  values: ['LLM', 'EMBEDDING', 'CACHE', 'EVENTS'] as const,
});
export const VerificationEnum = builder.enumType('Verification', {
  description:
    'VERIFIED: a reported fact. COMPUTED: a formula over facts. TEXT_ONLY: stands in the quoted text, checked against nothing else.',
  values: ['VERIFIED', 'COMPUTED', 'TEXT_ONLY'] as const,
});
export const RefusalReasonEnum = builder.enumType('RefusalReason', {
  values: [
    'COMPANY_NOT_FOUND',
    'PERIOD_NOT_FILED',
    'SECTION_ABSENT',
    'NOT_INGESTED',
    'NO_EVIDENCE',
    'FALSE_PREMISE',
    'UNVERIFIED',
    'NOT_A_FILING_QUESTION',
  ] as const,
});
