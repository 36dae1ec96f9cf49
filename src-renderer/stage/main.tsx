import '@fontsource-variable/onest/index.css';
import './stage.css';
import { createRoot } from 'react-dom/client';
import { startTexts } from '../i18n/i18n.ts';
import { guessLanguage, isLanguage } from '../i18n/language.ts';
import { App } from './App.tsx';

const chosen = new URLSearchParams(location.search).get('l');
const isChosen = isLanguage(chosen);
await startTexts(isChosen ? chosen : guessLanguage(navigator.languages));

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the stage');
createRoot(root).render(
  <App eventId={decodeURIComponent(location.pathname.split('/')[2] ?? '')} isLanguageChosen={isChosen} />,
);
