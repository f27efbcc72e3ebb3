import { useDispatch, useSelector, useStore } from 'react-redux';

import type { AppDispatch, AppStore, RootState } from './store.ts';

export const useAppDispatch = useDispatch.withTypes<AppDispatch>();
export const useAppSelector = useSelector.withTypes<RootState>();
/** For steps that look at the state when they happen, and need not be drawn anew for it. */
export const useAppStore = useStore.withTypes<AppStore>();
