import type { ThunkAction, UnknownAction } from '@reduxjs/toolkit';

import type { ThunkExtra } from './api.ts';
import type { RootState } from './store.ts';

/** A step that reads the state and dispatches more than one thing. */
export type AppThunk<Result = Promise<void>> = ThunkAction<Result, RootState, ThunkExtra, UnknownAction>;
