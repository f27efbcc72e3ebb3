import { zstdReady } from '../../../ts/util/index.ts';
import type { Given } from '../framework/given.ts';
import { GROUP_OPERATIONS } from './group-operations.ts';
import { expectGroup, GroupWorld } from './group-world.ts';
import { runSteps } from './scenario.ts';

/** Admins and members of a group that change it, hand out keys, push and merge. */
export async function runGroupScenario(scenario: Given): Promise<void> {
  await zstdReady();
  for (const name of ['name', 'note']) scenario.label(name);
  const world = new GroupWorld(scenario);
  runSteps(scenario.list('steps'), world, GROUP_OPERATIONS);
  const final = scenario.member('final');
  for (const name of final.names()) expectGroup(final.member(name), world.named(name).group);
}
