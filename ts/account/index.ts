export * from './account-keys.ts';
export * from './display-name.ts';
export * from './errors.ts';
export * from './ids.ts';
export * from './recovery-password.ts';
