// What there is to see, as the hook `display` of 'weft/d2l' gets it.

/** How a picture of curves looks. */
export interface Looks {
  xLabel?: string;
  yLabel?: string;
  /** Ends of the axes; found from the values without. */
  xLim?: Range;
  yLim?: Range;
  /** 'linear' without. */
  xScale?: Scale;
  yScale?: Scale;
}

/** The two ends of an axis; null: found from the values. */
export type Range = readonly [number, number] | null;
export type Scale = 'linear' | 'log';

/** What `display` is called with: plain data that may be posted to another thread. */
export type Message = TextMessage | PlotMessage | ImagesMessage | BoardMessage | SvgMessage;

/** Lines of text, without a line end at the end. */
export interface TextMessage {
  type: 'text';
  text: string;
}

/** Curves that are complete. */
export interface PlotMessage {
  type: 'plot';
  /** xs and ys are equally long; a label is '' where there is no legend. */
  series: { label: string; xs: number[]; ys: number[] }[];
  xLabel: string;
  yLabel: string;
  xRange: Range;
  yRange: Range;
  xScale: Scale;
  yScale: Scale;
}

/** Grey levels, 0 black; a title may have several lines, and there may be none. */
export interface ImagesMessage {
  type: 'images';
  /** pixels: rows x columns bytes, row by row. */
  images: { rows: number; columns: number; pixels: Uint8Array }[];
  titles: string[];
  /** How many stand side by side. */
  gridColumns: number;
}

/** New points of a board. The same id is the same board. */
export interface BoardMessage {
  type: 'board';
  id: string;
  xLabel: string;
  yLabel: string;
  xRange: Range;
  yRange: Range;
  xScale: Scale;
  yScale: Scale;
  /** All so far, in the order of their first use, with line styles '-', '--', '-.', ':' in turn. */
  labels: { label: string; style: string }[];
  points: { label: string; x: number; y: number }[];
}

/** A picture that is drawn already, and what it shows in words. */
export interface SvgMessage {
  type: 'svg';
  svg: string;
  alt: string;
}
