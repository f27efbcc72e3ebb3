// Everything that is not scoped to one component, in the order in which it must apply.
import '@fontsource/roboto/400.css';
import '@fontsource/roboto/500.css';
import '@fontsource/roboto/700.css';
import '@fontsource/roboto-mono/400.css';
import './emoji-font.css';
import './tokens/measures.css';
import './tokens/classic-dark.css';
import './tokens/classic-light.css';
import './base.css';
