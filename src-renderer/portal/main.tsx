/** @jsxImportSource preact */
/** The phone page of members: signs in by what stands in the address, then shows the rooms. */
import { render } from 'preact';
import { App } from './App.tsx';
import { startPage } from './page.ts';
import './portal.css';
import './cards.css';
import './fields.css';
import './tabs.css';
import { listenForInstall } from './rooms/Install.tsx';
import { roomNamedBy } from './room.ts';
import { keepShell } from './shell.ts';
import { dressForTelegram, readTelegram } from './telegram.ts';

const code = new URLSearchParams(location.search).get('code');
const telegram = readTelegram(location.hash);

// Neither a code nor Telegram's proof stays in the address, where a screenshot or the history would keep it.
const { pathname, search, hash } = location;
const room = roomNamedBy({ pathname, search, hash: telegram === undefined ? hash : '' });
history.replaceState(null, '', `/me${room}`);
if (telegram !== undefined) dressForTelegram(telegram);
listenForInstall();

const page = document.getElementById('page');
if (page !== null) render(<App />, page);
await startPage({ code: code ?? undefined, initData: telegram?.initData });
keepShell();
