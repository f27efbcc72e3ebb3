// The first picture needs nothing of the app: its parts and their style sheets are loaded behind it.
void import('./main.tsx');
