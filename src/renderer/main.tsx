import './app/theme.css';
import { createRoot } from 'react-dom/client';

const root = document.querySelector('#root');
if (root !== null) createRoot(root).render(<h1>Voxlane</h1>);
