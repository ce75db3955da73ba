declare module 'virtual:notebook' {
  export interface Entry {
    number: string;
    title: string;
    headings: { number: string; title: string; level: number }[];
    cells: string[];
    load: () => Promise<{ default: import('./section_view.js').Section }>;
  }
  const entries: Entry[];
  export default entries;
}
