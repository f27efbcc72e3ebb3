// Everything that is not scoped to one component, in the order in which it must apply.
import '@fontsource/roboto/400.css';
import '@fontsource/roboto/500.css';
import '@fontsource/roboto/700.css';
import '@fontsource/roboto-mono/400.css';
import './emoji-font.css';
import './tokens/measures.css';
import './tokens/accents.css';
import './tokens/classic-dark.css';
import './tokens/classic-light.css';
import './tokens/ocean-dark.css';
import './tokens/ocean-light.css';
import './tokens/contrast-dark.css';
import './tokens/contrast-light.css';
import './tokens/preferences.css';
import './tokens/bubbles.css';
import './base.css';
