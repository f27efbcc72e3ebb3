import { booleanSetting, numberSetting } from '../../store/index.ts';

/** Old messages of large rooms are taken away from this device (spec 08 COM-06). On unless switched off. */
export const TRIMS_ROOMS = booleanSetting('communities.trims-rooms');
export const ROOMS_TRIMMED_AT_MS = numberSetting('communities.trimmed-at-ms');
