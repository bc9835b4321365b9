export type { Account } from './account';
export type { Auth } from './auth';
export { SignedOutError } from './auth';
export { startAuth } from './startAuth';
