/** How tall each vessel stands: in proportion to its capacity while both can be seen, never too small to be filled visibly. */

const TALLEST = 7.5;
const SMALLEST = 1.6;

/** Heights in rem. The disk has no stated capacity here and is as tall as the tallest. */
export function vesselHeights({ video, main }: { video: number; main: number }): { video: number; main: number; disk: number } {
  const most = Math.max(video, main);
  const height = (capacity: number): number => Math.max(SMALLEST, (capacity / most) * TALLEST);
  return { video: height(video), main: height(main), disk: TALLEST };
}
