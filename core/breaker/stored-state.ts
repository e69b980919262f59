import { z } from 'zod';

export const breakerStateSchema = z.object({
  openUntilMs: z.number().nullable(),
  openMs: z.number(),
  probe: z.object({ token: z.string(), untilMs: z.number() }).nullable(),
  outcomes: z.string(),
});
