import '@fontsource-variable/public-sans/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/components.css';
import './styles/overlays.css';
import './styles/frame.css';
import './styles/screens.css';
import './styles/books.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { resume } from './api/session.js';
import { App } from './app.js';

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root element');
void resume();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
