import { errorMessage } from '../../core/errors.ts';
import { failureRequirements } from './requirements/failures.ts';
import type { Requirement } from './requirements/kit.ts';
import { onceRequirements } from './requirements/once.ts';
import type { World } from './world.ts';

/** Requirements 38 to 47 of the reliability notes, in their order. */
export const requirements: Requirement[] = [...onceRequirements, ...failureRequirements];

export async function runRequirement(requirement: Requirement, world: World): Promise<{ holds: boolean; measured: string }> {
  try {
    return { holds: true, measured: await requirement.run(world) };
  } catch (error) {
    return { holds: false, measured: errorMessage(error) };
  }
}
