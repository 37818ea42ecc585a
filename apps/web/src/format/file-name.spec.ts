import { fileNameOf } from './file-name.js';

describe('the name under which an annex is saved', () => {
  it.each([
    ['Technical evidence', 'application/pdf', 'Technical evidence.pdf'],
    ['evidence.PDF', 'application/pdf', 'evidence.PDF'],
    ['REV 1.2', 'text/plain', 'REV 1.2.txt'],
    ['a/b: “c”?', 'text/csv', 'a b “c”.csv'],
    ['sample', 'application/octet-stream', 'sample'],
    ['???', 'image/png', 'annex.png'],
  ])('%p of %s is %p', (title, mediaType, name) => {
    expect(fileNameOf(title, mediaType)).toBe(name);
  });
});
