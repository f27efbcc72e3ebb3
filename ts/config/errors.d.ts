import { CodedError } from '../util/index.ts';
export type ConfigErrorCode = 'message-invalid' | 'message-too-new' | 'signature-invalid' | 'decrypt-failed' | 'part-invalid' | 'dump-invalid' | 'read-only' | 'too-large' | 'value-invalid' | 'text-too-long';
/** A config message, dump or value that cannot be used. Never carries contents. */
export declare class ConfigError extends CodedError<ConfigErrorCode> {
}
