export * from './community-url.ts';
export { ConfigObject } from './config-object.ts';
export type {
  ConfigMergeReport,
  ConfigOptions,
  ConfigPush,
  MergeOutcome,
  ReceivedConfig,
  StoredConfig,
} from './config-object.ts';
export type { ConfigState } from './dump.ts';
export { DictEditor } from './editor.ts';
export * from './errors.ts';
export { JournaledConfig } from './journaled-config.ts';
export * from './namespaces.ts';
export type { ConfigWrapper } from './stored-message.ts';
export type { ConfigDict, ConfigScalar, ConfigSet, ConfigValue } from './value.ts';
