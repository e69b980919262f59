import { parseFiling } from '../../core/filing/document/parse-filing.ts';
import { largePage } from './large-page.ts';

const small = new TextEncoder().encode('<html><body><p>Item 1. Business</p></body></html>');
parseFiling({
  accessionNumber: '0000000000-00-000000',
  form: '10-K',
  documents: [{ name: 'a.htm', type: '10-K', sequence: 1, bytes: small }],
});
const bytes = new TextEncoder().encode(largePage(10_500_000));
global.gc?.();
const idle = process.memoryUsage().rss;
let peak = idle;
parseFiling({ accessionNumber: '0000000000-00-000000', form: '10-K', documents: [{ name: 'a.htm', type: '10-K', sequence: 1, bytes }] });
peak = Math.max(peak, process.resourceUsage().maxRSS * 1024);
process.stdout.write(JSON.stringify({ peakMb: Math.round((peak - idle) / 1e6), bytes: bytes.length }));
