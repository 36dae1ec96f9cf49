import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { readChoice } from '../api/preferences.ts';
import { startTexts } from '../i18n/i18n.ts';
import { guessLanguage, isLanguage } from '../i18n/language.ts';
import { App } from './App.tsx';

const chosen = readChoice('language');
await startTexts(isLanguage(chosen) ? chosen : guessLanguage(navigator.languages));

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no place for the desk');
createRoot(root).render(<App />);
