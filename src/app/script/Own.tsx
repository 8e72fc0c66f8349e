/** Everything that only the visitor's own script needs: one part of the page, loaded when that program is chosen. */
import './script.css';

export { Below } from './Below.tsx';
export { Does } from './Does.tsx';
export { Editor } from './Editor.tsx';
export { Leaks } from './Leaks.tsx';
export { OwnSentence } from './OwnSentence.tsx';
export { OwnTransport } from './OwnTransport.tsx';
